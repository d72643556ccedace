using Moltbot.Gateway.Tenants;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Gateway.Channels.Hosting;

/// <summary>The channels as the gateway's view of a tenant has them.</summary>
internal sealed class TenantChannelConfigurations(ITenantViews views) : IChannelConfigurations
{
    public async Task<ChannelsConfig?> Read(string tenant, CancellationToken cancellation) =>
        (await views.Configuration(tenant)).Channels;
}
