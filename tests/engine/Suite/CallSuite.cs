using Moltbot.Engine.Tests.Suite.Grains;
using Moltbot.Engine.Tests.Suite.Support;

namespace Moltbot.Engine.Tests.Suite;

/// <summary>What a call gives back, and when it does not.</summary>
public abstract class CallSuite(IEngine engine)
{
    [Fact]
    public async Task An_error_reaches_the_caller()
    {
        var error = await Should.ThrowAsync<InvalidOperationException>(() => engine.Grains.GetGrain<ICounterGrain>(Keys.New()).FailWith("so it goes"));
        error.Message.ShouldBe("so it goes");
    }

    [Fact]
    public async Task An_error_leaves_the_activation_as_it_is()
    {
        var grain = engine.Grains.GetGrain<ICounterGrain>(Keys.New());
        await grain.Add(3);
        await Should.ThrowAsync<InvalidOperationException>(() => grain.FailWith("x"));
        (await grain.Add(1)).ShouldBe(4);
    }

    [Fact]
    public async Task A_one_way_call_runs_and_its_error_is_nobodys()
    {
        var key = Keys.New();
        var grain = engine.Grains.GetGrain<ICounterGrain>(key);
        await grain.AddAndForget(4);
        await Gate.Named(key).OneMoreAsync();
        await grain.FailAndForget();
        await Gate.Named(key).OneMoreAsync();
        (await grain.Add(1)).ShouldBe(5);
    }

    [Fact]
    public async Task A_call_without_an_answer_times_out_and_may_have_run()
    {
        var door = Keys.New();
        var grain = engine.Grains.GetGrain<IPatientGrain>(Keys.New());

        // Awake already: some engines measure the call by the wall clock.
        await grain.Look("x", CancellationToken.None);
        var call = grain.Hang(door);
        await Gate.Named(door).OneMoreAsync();
        engine.Time.Advance(TimeSpan.FromSeconds(6));
        await Should.ThrowAsync<TimeoutException>(() => call);
        Gate.Named(door).Arrived.ShouldBe(1);
        Gate.Named(door).Open();
    }

    [Fact]
    public async Task A_grain_is_found_by_its_name()
    {
        var key = Keys.New();
        await engine.Grains.GetGrain<ICounterGrain>(key).Add(7);
        (await engine.Grains.GetGrain<ICounterGrain>(GrainId.Create("counter", key)).Add(1)).ShouldBe(8);
    }

    /// <summary>Stored with reminders, so that it must not differ between engines.</summary>
    [Theory]
    [InlineData("counter", "abc", 2595434550u)]
    [InlineData("session", "tenant/agent:main:telegram:group:-100123456789", 2611712114u)]
    public void A_grains_hash_is_the_same_everywhere(string type, string key, uint hash) =>
        GrainId.Create(type, key).GetUniformHashCode().ShouldBe(hash);
}
