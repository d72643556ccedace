using Microsoft.Extensions.Hosting;
using Moltbot.Gateway.Tenants;

namespace Moltbot.Gateway.Channels.Hosting;

/// <summary>Runs the channels as long as the gateway runs; stopping waits until every lease is given back.</summary>
internal sealed class ChannelHost(ChannelSupervisor supervisor, KnownTenants tenants) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await tenants.Refresh();
        await supervisor.Run(() => tenants.Names, stoppingToken);
    }
}
