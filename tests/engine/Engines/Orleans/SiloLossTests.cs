using Moltbot.Engine.Tests.Suite.Grains;
using Moltbot.Engine.Tests.Suite.Support;

namespace Moltbot.Engine.Tests.Engines.Orleans;

/// <summary>What is left when one of three silos is killed. Has a cluster of its own, since it breaks it.</summary>
[Collection(nameof(ThreeSilos))]
public sealed class SiloLossTests : IAsyncLifetime
{
    private readonly ThreeSilos _engine = new();

    public ValueTask InitializeAsync() => _engine.InitializeAsync();

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task Stored_state_outlives_a_killed_silo()
    {
        var notes = Enumerable.Range(0, 40).Select(_ => _engine.Grains.GetGrain<INoteGrain>(Keys.New())).ToArray();
        await Task.WhenAll(notes.Select((note, i) => note.Write($"note {i}")));
        var before = await Task.WhenAll(notes.Select(note => note.Activation()));

        await _engine.Cluster.KillSiloAsync(_engine.Cluster.Silos[1]);

        var after = await Task.WhenAll(notes.Select(ReadAsync));
        after.ShouldBe(Enumerable.Range(0, 40).Select(i => $"note {i}"));
        var now = await Task.WhenAll(notes.Select(note => note.Activation()));
        now.Except(before).ShouldNotBeEmpty("some grains lived on the killed silo");
        now.Intersect(before).ShouldNotBeEmpty("some grains did not");
    }

    /// <summary>Calls under way to the killed silo fail with an unknown outcome; reading may be repeated.</summary>
    private static async Task<string> ReadAsync(INoteGrain note)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3), TimeProvider.System);
        while (true)
        {
            try
            {
                return (await note.Read()).Text;
            }
            catch (Exception error) when (error is OrleansException or TimeoutException && !patience.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }
}
