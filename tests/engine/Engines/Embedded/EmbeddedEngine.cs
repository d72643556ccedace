using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Moltbot.Engine.Tests.Suite.Support;
using Moltbot.Silo.Engines;
using Moltbot.TestSupport.Time;
using Orleans.Storage;

namespace Moltbot.Engine.Tests.Engines.Embedded;

/// <summary>The embedded engine in a plain host, set up as the silo sets it up.</summary>
public sealed class EmbeddedEngine : IEngine, IAsyncLifetime
{
    private IHost? _host;

    public IGrainFactory Grains => _host!.Services.GetRequiredService<IGrainFactory>();

    public ManualTime Time { get; } = new();

    public SuiteStorage Storage { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddKeyedSingleton<TimeProvider>("suite", Time);
        builder.Services.AddKeyedSingleton<IGrainStorage>("suite", Storage);
        builder.Services.AddSingleton<IIncomingGrainCallFilter, SuiteFilter>();
        builder.UseGrainEngine(new());
        _host = builder.Build();
        await _host.StartAsync();
    }

    public bool MeasuresIdleTime => true;

    public Task IdleAsync(TimeSpan time)
    {
        Time.Advance(time);
        return Task.CompletedTask;
    }

    public Task LookAgainAsync() => Task.CompletedTask;

    public Task ReminderArmedAsync(TimeSpan due) => Time.WhenArmed(due);

    public async ValueTask DisposeAsync()
    {
        await _host!.StopAsync();
        _host.Dispose();
    }
}
