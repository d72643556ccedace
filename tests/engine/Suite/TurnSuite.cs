using Moltbot.Engine.Tests.Suite.Grains;
using Moltbot.Engine.Tests.Suite.Support;

namespace Moltbot.Engine.Tests.Suite;

/// <summary>Which calls of one activation run together.</summary>
public abstract class TurnSuite(IEngine engine)
{
    [Fact]
    public async Task Calls_do_not_interleave()
    {
        var (grain, door) = (engine.Grains.GetGrain<ITurnGrain>(Keys.New()), Keys.New());
        var calls = Enumerable.Range(0, 5).Select(_ => grain.Pass(door)).ToArray();
        await Gate.Named(door).OneMoreAsync();
        (await grain.PassAlways(await OpenAsync())).ShouldBe(2);
        Gate.Named(door).Arrived.ShouldBe(1);
        Gate.Named(door).Open();
        (await Task.WhenAll(calls)).ShouldAllBe(within => within == 1);
    }

    [Fact]
    public async Task Code_after_an_await_is_back_in_its_activation() =>
        (await engine.Grains.GetGrain<ITurnGrain>(Keys.New()).ComesBack()).ShouldBeTrue();

    [Fact]
    public async Task Readers_run_together_and_keep_others_out()
    {
        var (grain, door) = (engine.Grains.GetGrain<ITurnGrain>(Keys.New()), Keys.New());
        var readers = new[] { grain.Read(door), grain.Read(door) };
        await Gate.Named(door).OneMoreAsync();
        await Gate.Named(door).OneMoreAsync();
        var writer = grain.Plain();
        Gate.Named(door).Open();
        (await Task.WhenAll(readers)).Order().ShouldBe([1, 2]);
        (await writer).ShouldBe(0);
    }

    [Fact]
    public async Task A_reentrant_grain_lets_all_in()
    {
        var (grain, door) = (engine.Grains.GetGrain<IReentrantGrain>(Keys.New()), Keys.New());
        var calls = new[] { grain.Pass(door), grain.Pass(door), grain.Pass(door) };
        for (var i = 0; i < 3; i++)
        {
            await Gate.Named(door).OneMoreAsync();
        }

        Gate.Named(door).Open();
        (await Task.WhenAll(calls)).Order().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_grain_may_choose_who_interleaves()
    {
        var (grain, door) = (engine.Grains.GetGrain<IChoosyGrain>(Keys.New()), Keys.New());
        var first = grain.Pass(door);
        await Gate.Named(door).OneMoreAsync();
        (await grain.Slip()).ShouldBe(1);
        Gate.Named(door).Open();
        (await first).ShouldBe(1);
    }

    [Fact]
    public async Task A_call_chain_may_come_back_where_it_is_let() =>
        (await engine.Grains.GetGrain<ITurnGrain>(Keys.New()).CallMyselfThrough(Keys.New(), allow: true)).ShouldBe(1);

    [Fact]
    public async Task Workers_of_one_key_run_beside_each_other()
    {
        var (grain, door) = (engine.Grains.GetGrain<IWorkerGrain>(Keys.New()), Keys.New());
        var calls = new[] { grain.Pass(door), grain.Pass(door) };
        await Gate.Named(door).OneMoreAsync();
        await Gate.Named(door).OneMoreAsync();
        Gate.Named(door).Open();
        (await Task.WhenAll(calls)).Distinct().Count().ShouldBe(2);
    }

    private static Task<string> OpenAsync()
    {
        var door = Keys.New();
        Gate.Named(door).Open();
        return Task.FromResult(door);
    }
}
