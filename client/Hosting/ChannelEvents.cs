using Moltbot.Gateway.Channels;
using Moltbot.Gateway.Events;
using Moltbot.GrainInterfaces.Events;

namespace Moltbot.Gateway.Hosting;

/// <summary>Passes tenants' events on to the channels, where there are any.</summary>
internal sealed class ChannelEvents(ChannelSupervisor? channels) : ITenantEventListener
{
    public void OnEvent(string tenant, TenantEvent tenantEvent) => channels?.OnEvent(tenant, tenantEvent);
}
