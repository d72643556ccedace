using Moltbot.Policy.Scopes;

namespace Moltbot.Policy.Devices;

/// <summary>What one caller may do to another's device. Nobody hands on more than they hold (invariant 1; attacks A5, A6, A10).</summary>
public static class DeviceAuthority
{
    /// <summary>Whether the caller may approve a request: all it asks for must be the caller's own.</summary>
    public static bool MayApprove(IReadOnlyCollection<string> callerScopes, IReadOnlyCollection<string> requestedScopes) =>
        ScopeLattice.CoversAll(callerScopes, requestedScopes);

    /// <summary>Whether the caller may revoke a device that holds these scopes.</summary>
    public static bool MayRevoke(IReadOnlyCollection<string> callerScopes, IReadOnlyCollection<string> deviceScopes) =>
        ScopeLattice.CoversAll(callerScopes, deviceScopes);

    /// <summary>The scopes of a rotated token; null when the caller may not have a token with them made.</summary>
    /// <param name="callerScopes">What the caller holds.</param>
    /// <param name="roleScopes">What the device holds in the token's role.</param>
    /// <param name="askedScopes">The scopes asked for; null keeps all that the role holds.</param>
    /// <remarks>
    /// A request for more than there is gets refused as a whole, so that the caller learns of it. In the original the
    /// caller's wish becomes the device's new record.
    /// </remarks>
    public static IReadOnlyList<string>? Rotate(
        IReadOnlyCollection<string> callerScopes, IReadOnlyCollection<string> roleScopes, IReadOnlyCollection<string>? askedScopes)
    {
        var wanted = askedScopes ?? roleScopes;
        var isWithin = wanted.All(scope => roleScopes.Contains(scope, StringComparer.Ordinal))
            && ScopeLattice.CoversAll(callerScopes, wanted);
        return isWithin ? wanted.Distinct(StringComparer.Ordinal).ToList() : null;
    }
}
