using Moltbot.Embedded.Tests.Support;

namespace Moltbot.Embedded.Tests.Hosting;

/// <summary>A host that stops ends its activations, and takes no calls after that.</summary>
public sealed class StoppingTests
{
    [Fact]
    public async Task Stopping_waits_for_running_calls_and_ends_every_activation()
    {
        await using var host = await EngineHost.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => host.Grains.GetGrain<IProbeGrain>($"k{i}").Count()));
        var name = Guid.NewGuid().ToString();
        ProbeGrain.Let[name] = ProbeGrain.NewSignal();
        ProbeGrain.Arrived[name] = ProbeGrain.NewSignal();
        var held = host.Grains.GetGrain<IProbeGrain>("busy").Hold(name);
        await ProbeGrain.Arrived[name].Task;
        host.Engine.ActivationCount.ShouldBe(101);
        var stopping = host.StopAsync(TestContext.Current.CancellationToken);
        stopping.IsCompleted.ShouldBeFalse();
        ProbeGrain.Let[name].SetResult();
        await stopping;
        await held;
        host.Engine.ActivationCount.ShouldBe(0);
        await Should.ThrowAsync<OrleansMessageRejectionException>(() => host.Grains.GetGrain<IProbeGrain>("k1").Count());
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_ever()
    {
        await using var host = await EngineHost.StartAsync();
        var name = Guid.NewGuid().ToString();
        ProbeGrain.Let[name] = ProbeGrain.NewSignal();
        ProbeGrain.Arrived[name] = ProbeGrain.NewSignal();
        var held = host.Grains.GetGrain<IProbeGrain>("busy").Hold(name);
        await ProbeGrain.Arrived[name].Task;
        using var patience = new CancellationTokenSource();
        var stopping = host.StopAsync(patience.Token);
        await patience.CancelAsync();
        await stopping;
        ProbeGrain.Let[name].SetResult();
        await held;
    }
}
