using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Channels.Hosting;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Tenants;
using Moltbot.Protocol.Events;
using Moltbot.Protocol.Limits;

namespace Moltbot.Gateway.Hosting;

/// <summary>
/// The gateway's own clock: ticks for all clients and the upkeep of all tenants from one timer each, and the farewell when the host
/// stops.
/// </summary>
internal sealed partial class GatewayLife : BackgroundService
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(ProtocolLimits.TickIntervalMs);

    /// <summary>How long after the loss of a silo a tenant's events may stay away: one cheap call a tenant in use.</summary>
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(3);

    private readonly OpenConnections _open;
    private readonly TenantViews _views;
    private readonly KnownTenants? _known;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _ticks;
    private readonly Dictionary<string, IDisposable> _served = new(StringComparer.Ordinal);

    public GatewayLife(
        OpenConnections open, TenantViews views, TimeProvider time, IHostApplicationLifetime host, IServiceProvider services,
        ILogger<GatewayLife> logger)
    {
        _open = open;
        _views = views;
        _known = services.GetService<ChannelHostOptions>() is null ? null : services.GetRequiredService<KnownTenants>();
        _time = time;
        _logger = logger;
        _ticks = time.CreateTimer(static state => ((GatewayLife)state!).Tick(), this, TickInterval, TickInterval);

        // Before the web server waits for its connections to end.
        host.ApplicationStopping.Register(SayGoodbye);
    }

    public override void Dispose()
    {
        _ticks.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TickInterval, _time);
        Task renewing = Renew(stoppingToken);
        do
        {
            await Serve();
            foreach (TenantView view in _views.All)
            {
                await view.Upkeep();
            }
        }
        while (await Next(timer, stoppingToken));

        await renewing;
        foreach (IDisposable served in _served.Values)
        {
            served.Dispose();
        }

        foreach (TenantView view in _views.All)
        {
            await view.End();
        }
    }

    private async Task Renew(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(RenewalInterval, _time);
        while (await Next(timer, stop))
        {
            await Task.WhenAll(_views.All.Select(static view => view.Renew()));
        }
    }

    /// <summary>Keeps the events of the tenants whose channels run here coming, clients or not.</summary>
    private async Task Serve()
    {
        if (_known is null)
        {
            return;
        }

        await _known.Refresh();
        foreach (string tenant in _known.Names)
        {
            if (_served.ContainsKey(tenant))
            {
                continue;
            }

            try
            {
                _served[tenant] = await _views.Listen(tenant);
            }
            catch (Exception error)
            {
                LogNotListening(tenant, error);
            }
        }
    }

    private void Tick()
    {
        EncodedEvent tick = EncodedEvent.Create(
            EventNames.Tick, new TickEvent { Ts = _time.GetUtcNow().ToUnixTimeMilliseconds() }, EventsJson.Default.TickEvent);
        _open.Each(connection => connection.Send(tick, isNumbered: true, isDroppable: true));
    }

    private void SayGoodbye()
    {
        EncodedEvent shutdown = EncodedEvent.Create(
            EventNames.Shutdown, new ShutdownEvent { Reason = CloseCodes.ServiceRestartReason }, EventsJson.Default.ShutdownEvent);
        _open.Stop(connection =>
        {
            connection.Send(shutdown, isNumbered: true, isDroppable: false);
            connection.Close(CloseCodes.ServiceRestart, CloseCodes.ServiceRestartReason);
        });
    }

    private static async Task<bool> Next(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The events of tenant {Tenant} do not come yet")]
    private partial void LogNotListening(string tenant, Exception error);
}
