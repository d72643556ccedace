using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Moltbot.Engine.Tests.Suite.Support;
using Moltbot.Silo.Engines;
using Moltbot.TestSupport.Time;

namespace Moltbot.Engine.Tests.Engines.Orleans;

/// <summary>One silo in a plain host, set up as ours sets it up; the caller is in its process.</summary>
public sealed class OneSilo : IEngine, IAsyncLifetime
{
    private IHost? _host;

    public IGrainFactory Grains => _host!.Services.GetRequiredService<IGrainFactory>();

    public ManualTime Time { get; } = new(TimeProvider.System.GetUtcNow());

    public SuiteStorage Storage { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddSuite(Time, Storage);
        builder.UseGrainEngine(new() { SiloPort = FreePort(), GatewayPort = FreePort() });
        _host = builder.Build();
        await _host.StartAsync();
    }

    public bool MeasuresIdleTime => false;

    public Task IdleAsync(TimeSpan time) => this.CollectAsync(time);

    public Task ReminderArmedAsync(TimeSpan due) => Time.WhenArmed(due);

    public async ValueTask DisposeAsync()
    {
        await _host!.StopAsync();
        _host.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
