using Moltbot.Engine.Tests.Suite.Grains;
using Moltbot.Engine.Tests.Suite.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Engine.Tests.Suite;

/// <summary>One activation a key; how it begins and ends.</summary>
public abstract class ActivationSuite(IEngine engine)
{
    [Fact]
    public async Task Calls_of_one_key_reach_one_activation()
    {
        var key = Keys.New();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => engine.Grains.GetGrain<ICounterGrain>(key).Activation()));
        answers.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Keys_are_apart()
    {
        var (one, two) = (engine.Grains.GetGrain<ICounterGrain>(Keys.New()), engine.Grains.GetGrain<ICounterGrain>(Keys.New()));
        await one.Add(5);
        (await two.Add(1)).ShouldBe(1);
        (await one.AddQuickly(1)).ShouldBe(6);
    }

    [Fact]
    public async Task A_key_is_what_was_given()
    {
        var key = "a/b:c|d e-" + Keys.New();
        (await engine.Grains.GetGrain<ICounterGrain>(key).Key()).ShouldBe(key);
        engine.Grains.GetGrain<ICounterGrain>(key).GetPrimaryKeyString().ShouldBe(key);
        engine.Grains.GetGrain<ICounterGrain>(key).GetGrainId().ToString().ShouldBe("counter/" + key);
    }

    [Fact]
    public async Task References_to_one_grain_are_equal()
    {
        var key = Keys.New();
        engine.Grains.GetGrain<ICounterGrain>(key).ShouldBe(engine.Grains.GetGrain<ICounterGrain>(key));
        engine.Grains.GetGrain<ICounterGrain>(key).ShouldNotBe(engine.Grains.GetGrain<ICounterGrain>(key + "x"));
        (await engine.Grains.GetGrain<ICounterGrain>(key).KnowsItself()).ShouldBeTrue();
    }

    [Fact]
    public async Task Deactivation_runs_once_and_the_next_call_gets_a_new_activation()
    {
        var key = Keys.New();
        var grain = engine.Grains.GetGrain<ILifeGrain>(key);
        var first = await grain.Activation();
        await grain.Leave();
        await Gate.Named($"ended {key} {DeactivationReasonCode.ApplicationRequested}").OneMoreAsync();
        (await grain.Activation()).ShouldNotBe(first);
        Gate.Named("began " + key).Arrived.ShouldBe(2);
        Gate.Named($"ended {key} {DeactivationReasonCode.ApplicationRequested}").Arrived.ShouldBe(1);
    }

    [Fact]
    public async Task Deactivation_waits_for_the_running_call_and_later_calls_wait_for_the_next_activation()
    {
        var (key, door) = (Keys.New(), Keys.New());
        var grain = engine.Grains.GetGrain<ILifeGrain>(key);
        var first = await grain.Activation();
        var leaving = grain.LeaveAndWait(door);
        await Gate.Named(door).OneMoreAsync();
        var later = grain.Activation();
        later.IsCompleted.ShouldBeFalse();
        Gate.Named($"ended {key} {DeactivationReasonCode.ApplicationRequested}").Arrived.ShouldBe(0);
        Gate.Named(door).Open();
        await leaving;
        (await later).ShouldNotBe(first);
    }

    [Fact]
    public async Task A_failed_activation_fails_its_callers_and_is_tried_again()
    {
        var key = Keys.New();
        Gate.Named("refuse " + key).Arrive();
        var grain = engine.Grains.GetGrain<ILifeGrain>(key);
        (await Should.ThrowAsync<InvalidOperationException>(grain.Activation)).Message.ShouldContain("refused to begin");
        (await Should.ThrowAsync<InvalidOperationException>(grain.Activation)).Message.ShouldContain("refused to begin");
        Gate.Named("began " + key).Arrived.ShouldBe(0);
    }

    [Fact]
    public async Task An_idle_activation_ends()
    {
        var key = Keys.New();
        var grain = engine.Grains.GetGrain<ILifeGrain>(key);
        var first = await grain.Activation();
        await engine.IdleAsync(TimeSpan.FromMinutes(8));
        await EndedAsync(key);
        (await grain.Activation()).ShouldNotBe(first);
    }

    [Fact]
    public async Task An_activation_that_asks_for_it_stays()
    {
        var (kept, other) = (Keys.New(), Keys.New());
        var grain = engine.Grains.GetGrain<ILifeGrain>(kept);
        var first = await grain.Activation();
        await grain.Stay(TimeSpan.FromHours(1));
        await engine.Grains.GetGrain<ILifeGrain>(other).Activation();
        await engine.IdleAsync(TimeSpan.FromMinutes(8));
        await EndedAsync(other);
        (await grain.Activation()).ShouldBe(first);
    }

    [Fact]
    public void A_blank_key_is_refused() => Should.Throw<ArgumentException>(() => engine.Grains.GetGrain<ICounterGrain>(" "));

    private Task EndedAsync(string key)
    {
        var ended = Gate.Named($"ended {key} {DeactivationReasonCode.ActivationIdle}");
        return Waits.Until(
            async () =>
            {
                await engine.LookAgainAsync();
                return ended.Arrived > 0;
            },
            "the end of what is idle");
    }
}
