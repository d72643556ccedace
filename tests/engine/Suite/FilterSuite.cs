using Moltbot.Engine.Tests.Suite.Grains;
using Moltbot.Engine.Tests.Suite.Support;

namespace Moltbot.Engine.Tests.Suite;

/// <summary>Incoming filters and the request context.</summary>
public abstract class FilterSuite(IEngine engine)
{
    [Fact]
    public async Task A_filter_sees_the_call_and_may_change_its_result()
    {
        var key = Keys.New();
        RequestContext.Set("claim", "me");
        (await engine.Grains.GetGrain<IFilteredGrain>(key).Double(20)).ShouldBe(41);
        SuiteFilter.Seen.ShouldContain($"{key} Double 1 FilteredGrain");
    }

    [Fact]
    public async Task A_filter_may_refuse()
    {
        RequestContext.Clear();
        await Should.ThrowAsync<UnauthorizedAccessException>(() => engine.Grains.GetGrain<IFilteredGrain>(Keys.New()).Double(1));
    }

    [Fact]
    public async Task A_grain_filters_its_own_calls_last()
    {
        RequestContext.Set("claim", "me");
        var error = await Should.ThrowAsync<InvalidOperationException>(() => engine.Grains.GetGrain<IFilteredGrain>(Keys.New()).Refused());
        error.Message.ShouldBe("the grain refuses");
    }

    [Fact]
    public async Task Context_travels_on_with_what_the_filter_made_of_it()
    {
        RequestContext.Set("claim", "me");
        var (own, next) = await engine.Grains.GetGrain<IFilteredGrain>(Keys.New()).Claims(Keys.New());
        own.ShouldBe("me+grain");
        next.ShouldBe("me+grain+grain");
    }

    [Fact]
    public async Task Context_never_travels_back()
    {
        var grain = engine.Grains.GetGrain<IFilteredGrain>(Keys.New());
        RequestContext.Set("claim", "me");
        await grain.SetClaim("theirs");
        RequestContext.Get("claim").ShouldBe("me");
        (await grain.Claim()).ShouldBe("me+grain");
    }
}
