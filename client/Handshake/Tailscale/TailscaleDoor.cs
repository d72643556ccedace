using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Devices;

namespace Moltbot.Gateway.Handshake.Tailscale;

/// <summary>
/// Judges a Tailscale identity (protocol §2.4) before any secret is looked at. The tailnet is the operator's, so it counts for the
/// installation's own tenant only; whether it may stand for the secret there, the tenant's grain decides.
/// </summary>
internal sealed class TailscaleDoor(ITailscaleWhois whois, ITenantViews views)
{
    /// <summary>What came of the claim; <see cref="TailscaleVerdict.None"/> where identities do not count or none was claimed.</summary>
    public async Task<TailscaleVerdict> Judge(string tenant, ConnectionOrigin origin, CancellationToken cancellationToken)
    {
        if (tenant != TenantId.Default || origin.IsDirectLocal)
        {
            return TailscaleVerdict.None;
        }

        GatewayConfig gateway = (await views.Configuration(tenant)).Gateway;
        TailscaleClaim claim = origin.Tailscale;
        if (!claim.IsMade || !gateway.Auth.Settings.MayAllowTailscale(gateway.TailscaleMode))
        {
            return TailscaleVerdict.None;
        }

        if (claim.Problem() is { } problem)
        {
            return new TailscaleVerdict(null, problem);
        }

        string? login = await whois.LoginOf(claim.Address!, cancellationToken);
        return claim.Check(login) is { } failure ? new TailscaleVerdict(null, failure) : new TailscaleVerdict(login, null);
    }
}
