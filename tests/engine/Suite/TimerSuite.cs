using Moltbot.Engine.Tests.Suite.Grains;
using Moltbot.Engine.Tests.Suite.Support;

namespace Moltbot.Engine.Tests.Suite;

/// <summary>Timers of an activation.</summary>
public abstract class TimerSuite(IEngine engine)
{
    private static readonly TimeSpan Due = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task A_timer_ticks_when_due_and_then_by_its_period()
    {
        var (grain, ticks) = await StartAsync();
        engine.Time.Advance(Due - TimeSpan.FromMilliseconds(1));
        (await grain.Ticks()).ShouldBe(0);
        engine.Time.Advance(TimeSpan.FromMilliseconds(1));
        await ticks.OneMoreAsync();
        (await grain.Ticks()).ShouldBe(1);
        engine.Time.Advance(Period);
        await ticks.OneMoreAsync();
        (await grain.Ticks()).ShouldBe(2);
        (await grain.IsTickInTurn()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_timer_without_period_ticks_once()
    {
        var key = Keys.New();
        var grain = engine.Grains.GetGrain<ITimerGrain>(key);
        await grain.Start(Due, Timeout.InfiniteTimeSpan, interleave: false);
        engine.Time.Advance(Due);
        await Gate.Named("tick " + key).OneMoreAsync();
        (await grain.Ticks()).ShouldBe(1);
        engine.Time.Advance(TimeSpan.FromMinutes(1));
        (await grain.Ticks()).ShouldBe(1);
    }

    [Fact]
    public async Task A_timer_can_be_changed_and_stopped()
    {
        var (grain, ticks) = await StartAsync();
        await grain.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        engine.Time.Advance(TimeSpan.FromSeconds(1));
        await ticks.OneMoreAsync();
        (await grain.Ticks()).ShouldBe(1);
        await grain.Change(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        await grain.Stop();
        engine.Time.Advance(TimeSpan.FromSeconds(10));
        (await grain.Ticks()).ShouldBe(1);
    }

    [Fact]
    public async Task A_tick_waits_for_the_running_call()
    {
        var (grain, ticks) = await StartAsync();
        var door = Keys.New();
        var call = grain.Pass(door);
        await Gate.Named(door).OneMoreAsync();
        engine.Time.Advance(Due);
        ticks.Arrived.ShouldBe(0);
        Gate.Named(door).Open();
        await call;
        await ticks.OneMoreAsync();
    }

    [Fact]
    public async Task An_interleaving_tick_does_not_wait()
    {
        var (grain, ticks) = await StartAsync(interleave: true);
        var door = Keys.New();
        var call = grain.Pass(door);
        await Gate.Named(door).OneMoreAsync();
        engine.Time.Advance(Due);
        await ticks.OneMoreAsync();
        call.IsCompleted.ShouldBeFalse();
        Gate.Named(door).Open();
        await call;
    }

    [Fact]
    public async Task A_failing_tick_does_not_end_the_timer()
    {
        var (grain, ticks) = await StartAsync();
        await grain.Break();
        engine.Time.Advance(Due);
        await ticks.OneMoreAsync();
        (await grain.Ticks()).ShouldBe(1);
        engine.Time.Advance(Period);
        await ticks.OneMoreAsync();
        (await grain.Ticks()).ShouldBe(2);
    }

    [Fact]
    public async Task A_timer_ends_with_its_activation()
    {
        var (grain, ticks) = await StartAsync();
        await grain.Leave();
        (await grain.Ticks()).ShouldBe(0);
        engine.Time.Advance(Due);
        (await grain.Ticks()).ShouldBe(0);
        ticks.Arrived.ShouldBe(0);
    }

    [Fact]
    public async Task Ticks_count_as_use_only_when_they_are_to()
    {
        Assert.SkipUnless(engine.MeasuresIdleTime, "this engine's idle time is the wall clock's");
        var (kept, lost) = (Keys.New(), Keys.New());
        var keeps = engine.Grains.GetGrain<ILifeGrain>(kept);
        var first = await keeps.Activation();
        var period = TimeSpan.FromMinutes(2.5);
        await keeps.Tick(period, keepAlive: true);
        await engine.Grains.GetGrain<ILifeGrain>(lost).Tick(period, keepAlive: false);
        for (var i = 0; i < 2; i++)
        {
            await engine.IdleAsync(period);
            await Gate.Named("tick " + kept).OneMoreAsync();
            await Gate.Named("tick " + lost).OneMoreAsync();
            await engine.Time.When(armed => armed.Count(left => left == period) >= 2, "both timers to be set again");
        }

        // Five minutes after the last call: the next looks for idle ones, at six and seven minutes, are between ticks.
        await engine.IdleAsync(TimeSpan.FromMinutes(2));
        await Gate.Named($"ended {lost} {DeactivationReasonCode.ActivationIdle}").OneMoreAsync();
        (await keeps.Activation()).ShouldBe(first);
    }

    private async Task<(ITimerGrain Grain, Gate Ticks)> StartAsync(bool interleave = false)
    {
        var key = Keys.New();
        var grain = engine.Grains.GetGrain<ITimerGrain>(key);
        await grain.Start(Due, Period, interleave);
        return (grain, Gate.Named("tick " + key));
    }
}
