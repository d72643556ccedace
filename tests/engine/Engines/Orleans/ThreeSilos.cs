using Moltbot.Engine.Tests.Suite.Support;
using Moltbot.TestSupport.Time;
using Orleans.TestingHost;

namespace Moltbot.Engine.Tests.Engines.Orleans;

/// <summary>Three silos in one process, and a client outside of them.</summary>
public sealed class ThreeSilos : IEngine, IAsyncLifetime
{
    public IGrainFactory Grains => Cluster.Client;

    public ManualTime Time { get; } = new(TimeProvider.System.GetUtcNow());

    public SuiteStorage Storage { get; } = new();

    public InProcessTestCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(3);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSuite(Time, Storage);
            silo.UseInMemoryReminderService();
        });
        Cluster = builder.Build();
        await Cluster.DeployAsync();
    }

    public bool MeasuresIdleTime => false;

    public Task IdleAsync(TimeSpan time) => this.CollectAsync(time);

    public Task ReminderArmedAsync(TimeSpan due) => Time.WhenArmed(due);

    public async ValueTask DisposeAsync()
    {
        await Cluster.StopAllSilosAsync();
        await Cluster.DisposeAsync();
    }
}
