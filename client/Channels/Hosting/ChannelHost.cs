using Microsoft.Extensions.Hosting;

namespace Moltbot.Gateway.Channels.Hosting;

/// <summary>Runs the channels as long as the gateway runs; stopping waits until every lease is given back.</summary>
internal sealed class ChannelHost(ChannelSupervisor supervisor, ChannelHostOptions options) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => supervisor.Run(options.Tenants, stoppingToken);
}
