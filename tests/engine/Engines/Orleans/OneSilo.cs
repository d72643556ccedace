using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Moltbot.Engine.Tests.Suite.Support;
using Moltbot.Silo.Engines;
using Moltbot.TestSupport.Network;
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
        builder.UseGrainEngine(new() { SiloPort = FreePorts.Next(), GatewayPort = FreePorts.Next() });
        _host = builder.Build();
        await _host.StartAsync();
    }

    public bool MeasuresIdleTime => false;

    public Task IdleAsync(TimeSpan time) => this.CollectAsync(time);

    public Task LookAgainAsync() => this.CollectAsync(TimeSpan.Zero);

    public Task ReminderArmedAsync(TimeSpan due) => Time.WhenArmed(due);

    public async ValueTask DisposeAsync()
    {
        await _host!.StopAsync();
        _host.Dispose();
    }
}
