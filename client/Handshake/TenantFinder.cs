using Moltbot.Gateway.Hosting;
using Moltbot.GrainInterfaces;
using Moltbot.Policy.Addresses;

namespace Moltbot.Gateway.Handshake;

/// <summary>
/// Which tenant a client means: the one its token names (<c>mbt_&lt;tenant&gt;_&lt;secret&gt;</c>), the one of the host name, else
/// the installation's own. Whether there is such a tenant shows in nothing but a refused secret.
/// </summary>
public static class TenantFinder
{
    private const string Prefix = "mbt_";

    /// <summary>The tenant meant.</summary>
    public static string Find(GatewayOptions options, string? token, string? hostHeader) =>
        OfToken(token)
        ?? (HostName.Of(hostHeader) is { } host && options.TenantsByHost.TryGetValue(host, out string? tenant) ? tenant : TenantId.Default);

    /// <summary>The tenant a token names; null when it names none.</summary>
    public static string? OfToken(string? token)
    {
        if (token is null || !token.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        int end = token.IndexOf('_', Prefix.Length);
        return end > 0 && TenantId.IsValid(token[Prefix.Length..end]) ? token[Prefix.Length..end] : null;
    }
}
