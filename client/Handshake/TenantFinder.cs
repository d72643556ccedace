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
    /// <summary>The tenant meant.</summary>
    public static string Find(GatewayOptions options, string? token, string? hostHeader) =>
        TenantToken.TenantOf(token)
        ?? (HostName.Of(hostHeader) is { } host && options.TenantsByHost.TryGetValue(host, out string? tenant) ? tenant : TenantId.Default);
}
