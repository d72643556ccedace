using Moltbot.Engine.Tests.Suite.Grains;
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
        await SettleAsync();
    }

    /// <summary>
    /// Waits until each silo knows which one keeps whose reminders. Before, one that is set goes to a silo that stores it and does not
    /// keep it, and whoever does learns of it minutes later, by a clock that stands still here.
    /// </summary>
    private async Task SettleAsync()
    {
        const int Probes = 100; // so many that every silo sets one for every other
        var due = TimeSpan.FromSeconds(61);
        var probes = Enumerable.Range(0, Probes).Select(_ => Grains.GetGrain<IReminderGrain>(Keys.New())).ToList();
        await Waits.Until(
            async () =>
            {
                await Task.WhenAll(probes.Select(probe => probe.Register("settled", due, due)));

                // Each timer is armed a moment after its reminder was set.
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
                return Time.CountArmedFor(due) == Probes;
            },
            "each silo to know who keeps which reminders");
        await Task.WhenAll(probes.Select(static probe => probe.Unregister("settled")));
        await Time.When(timers => !timers.Contains(due), "the end of the reminders that were tried");
    }

    public bool MeasuresIdleTime => false;

    public Task IdleAsync(TimeSpan time) => this.CollectAsync(time);

    public Task LookAgainAsync() => this.CollectAsync(TimeSpan.Zero);

    public Task ReminderArmedAsync(TimeSpan due) => Time.WhenArmed(due);

    public async ValueTask DisposeAsync()
    {
        await Cluster.StopAllSilosAsync();
        await Cluster.DisposeAsync();
    }
}
