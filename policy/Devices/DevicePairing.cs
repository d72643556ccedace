using Moltbot.Policy.Scopes;

namespace Moltbot.Policy.Devices;

/// <summary>Check 12 of the handshake: pairing of devices (protocol.md §2.5).</summary>
public static class DevicePairing
{
    /// <param name="device">The device as proven by its signature.</param>
    /// <param name="stored">Its record, if there is one.</param>
    /// <param name="role">The role asked for.</param>
    /// <param name="askedScopes">The scopes asked for.</param>
    /// <param name="credentialScopes">
    /// The scopes of the shared secret that was accepted on this connection; null when the device came in on its own token.
    /// </param>
    /// <param name="isDirectLocal">Whether the connection is direct and local.</param>
    /// <remarks>
    /// Being local grants nothing by itself: a new device is paired silently only when it also presented a valid shared
    /// secret, and only within that secret's scopes. The original also lets a local client raise its own role and scopes.
    /// </remarks>
    public static PairingDecision Decide(
        VerifiedDevice device,
        StoredDevice? stored,
        string role,
        IReadOnlyCollection<string> askedScopes,
        IReadOnlyCollection<string>? credentialScopes,
        bool isDirectLocal)
    {
        var need = NeedOf(device, stored, role, askedScopes);
        var isSilent = need == PairingNeed.NotPaired
            && stored is null
            && isDirectLocal
            && credentialScopes is not null
            && ScopeLattice.CoversAll(credentialScopes, askedScopes);
        return new PairingDecision(need, isSilent);
    }

    private static PairingNeed NeedOf(
        VerifiedDevice device, StoredDevice? stored, string role, IReadOnlyCollection<string> askedScopes)
    {
        if (stored is null || stored.PublicKey != device.PublicKey)
        {
            return PairingNeed.NotPaired;
        }

        if (!stored.Roles.Contains(role, StringComparer.Ordinal))
        {
            return PairingNeed.RoleUpgrade;
        }

        return askedScopes.All(scope => stored.Scopes.Contains(scope, StringComparer.Ordinal))
            ? PairingNeed.None
            : PairingNeed.ScopeUpgrade;
    }
}
