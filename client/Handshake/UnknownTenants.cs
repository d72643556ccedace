using System.Net;
using Moltbot.Gateway.Hosting;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Limits;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Policy.Addresses;

namespace Moltbot.Gateway.Handshake;

/// <summary>
/// Limits attempts at tenants of which nobody has shown a secret here yet. The name of a tenant is the caller's own word, and asking
/// its grain costs memory and a read: such attempts count together for each address, before any grain of the tenant is asked (B5).
/// </summary>
internal sealed class UnknownTenants(GatewayOptions options, IGrainFactory grains, TenantViews views)
{
    /// <summary>How long the next attempt has to wait, milliseconds; 0 when it may be made, as always at a known tenant.</summary>
    public async ValueTask<long> Wait(string tenant, IPAddress address) => views.Knows(tenant) ? 0 : await LimiterOf(address).Wait();

    /// <summary>Counts an attempt that was refused.</summary>
    public async ValueTask Refused(string tenant, IPAddress address)
    {
        if (!views.Knows(tenant))
        {
            await LimiterOf(address).Failed();
        }
    }

    private ILimiterGrain LimiterOf(IPAddress address)
    {
        CallerContext.Use(CallerClaim.ForGateway(TenantId.Default, options.GatewayId));
        return grains.GetGrain<ILimiterGrain>(GrainKey.ForBucket(TenantId.Default, "tenant:" + IpText.LimiterBucket(address)).ToString());
    }
}
