using Moltbot.Engine.Tests.Suite.Grains;
using Moltbot.Engine.Tests.Suite.Support;

namespace Moltbot.Engine.Tests.Suite;

/// <summary>Cancellation tokens as arguments.</summary>
public abstract class CancellationSuite(IEngine engine)
{
    [Fact]
    public async Task The_callers_token_fires_at_the_callee()
    {
        var key = Keys.New();
        using var source = new CancellationTokenSource();
        var call = engine.Grains.GetGrain<IPatientGrain>(key).Wait(source.Token);
        await Gate.Named("in " + key).OneMoreAsync();
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        await Gate.Named("cancelled " + key).OneMoreAsync();
    }

    [Fact]
    public async Task A_token_that_has_fired_makes_no_call()
    {
        var key = Keys.New();
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => engine.Grains.GetGrain<IPatientGrain>(key).Wait(source.Token));
    }

    [Fact]
    public async Task A_call_that_waits_is_cancelled_and_keeps_nobody_out()
    {
        var key = Keys.New();
        var grain = engine.Grains.GetGrain<IPatientGrain>(key);
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var running = grain.Wait(first.Token);
        await Gate.Named("in " + key).OneMoreAsync();
        var waiting = grain.Wait(second.Token);
        await second.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        await first.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
        (await grain.Look("x", CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_call_may_go_without_a_token() =>
        (await engine.Grains.GetGrain<IPatientGrain>(Keys.New()).Look("x", CancellationToken.None)).ShouldBeTrue();
}
