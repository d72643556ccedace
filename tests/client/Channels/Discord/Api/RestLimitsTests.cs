using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Discord.Api;

public sealed class RestLimitsTests
{
    private static readonly RestRoute Here = RestRoute.CreateMessage("1");
    private static readonly RestRoute There = RestRoute.CreateMessage("2");
    private readonly ManualTime time = new();
    private readonly RestLimits limits;

    public RestLimitsTests() => limits = new RestLimits(time, new InvalidRequests(time));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_bucket_that_is_not_known_yet_one_call_goes_at_a_time()
    {
        var first = await limits.Enter(Here, Stop);
        var second = limits.Enter(Here, Stop);
        second.IsCompleted.ShouldBeFalse();
        limits.TryEnter(There).ShouldNotBeNull("another channel has a bucket of its own");

        first.Answered(Said(limit: 5, remaining: 4, seconds: 5), 200, null);

        (await second.InTime()).Route.ShouldBe(Here);
    }

    [Fact]
    public async Task What_is_used_up_comes_back_when_the_window_is_over()
    {
        (await limits.Enter(Here, Stop)).Answered(Said(limit: 2, remaining: 1, seconds: 3), 200, null);
        (await limits.Enter(Here, Stop)).Answered(Said(limit: 2, remaining: 0, seconds: 3), 200, null);
        var third = limits.Enter(Here, Stop);
        await time.WhenArmed(TimeSpan.FromSeconds(3));
        third.IsCompleted.ShouldBeFalse();

        time.Advance(TimeSpan.FromSeconds(3));

        _ = await third.InTime();
        limits.TryEnter(Here).ShouldNotBeNull("the new window has two");
        limits.TryEnter(Here).ShouldBeNull();
    }

    [Fact]
    public async Task Routes_that_share_a_bucket_share_what_is_left()
    {
        (await limits.Enter(Here, Stop)).Answered(Said(limit: 2, remaining: 1, seconds: 3, bucket: "shared"), 200, null);
        (await limits.Enter(RestRoute.Typing("1"), Stop)).Answered(Said(limit: 2, remaining: 0, seconds: 3, bucket: "shared"), 200, null);

        limits.TryEnter(Here).ShouldBeNull();
        limits.TryEnter(RestRoute.Typing("1")).ShouldBeNull();
    }

    [Fact]
    public async Task Answers_that_overtake_one_another_give_nothing_back()
    {
        (await limits.Enter(Here, Stop)).Answered(Said(limit: 5, remaining: 4, seconds: 5), 200, null);
        var second = await limits.Enter(Here, Stop);
        var third = await limits.Enter(Here, Stop);
        third.Answered(Said(limit: 5, remaining: 2, seconds: 5), 200, null);
        second.Answered(Said(limit: 5, remaining: 3, seconds: 5), 200, null);

        _ = await limits.Enter(Here, Stop);
        _ = await limits.Enter(Here, Stop);
        limits.TryEnter(Here).ShouldBeNull("two were left, not three");
    }

    [Fact]
    public async Task A_limit_that_was_met_holds_its_bucket_or_the_whole_bot()
    {
        (await limits.Enter(Here, Stop)).Answered(Said(), 429, TimeSpan.FromSeconds(7));
        limits.TryEnter(Here).ShouldBeNull();
        (await limits.Enter(There, Stop)).Answered(Said() with { IsGlobal = true }, 429, TimeSpan.FromSeconds(2));
        limits.TryEnter(RestRoute.CurrentUser).ShouldBeNull();

        time.Advance(TimeSpan.FromSeconds(2));
        limits.TryEnter(RestRoute.CurrentUser).ShouldNotBeNull();
        limits.TryEnter(Here).ShouldBeNull();

        time.Advance(TimeSpan.FromSeconds(5));
        limits.TryEnter(Here).ShouldNotBeNull();
    }

    [Fact]
    public async Task All_routes_together_stay_below_fifty_a_second_and_interactions_are_left_alone()
    {
        var made = new List<DateTimeOffset>();
        for (var route = 0; made.Count < 200; time.Advance(TimeSpan.FromMilliseconds(5)))
        {
            while (limits.TryEnter(RestRoute.CreateMessage($"{route++}")) is not null)
            {
                made.Add(time.GetUtcNow());
            }

            limits.TryEnter(RestRoute.InteractionCallback($"{route}", "t")).ShouldNotBeNull();
        }

        made.Max(at => made.Count(other => other >= at && other < at + TimeSpan.FromSeconds(1))).ShouldBeInRange(45, 50);
    }

    [Fact]
    public async Task A_limit_of_the_whole_bot_leaves_interactions_alone_but_for_the_one_that_met_it()
    {
        (await limits.Enter(Here, Stop)).Answered(Said() with { IsGlobal = true }, 429, TimeSpan.FromSeconds(5));
        limits.TryEnter(There).ShouldBeNull();

        var met = RestRoute.InteractionCallback("1", "t");
        limits.TryEnter(met).ShouldNotBeNull().Answered(Said() with { IsGlobal = true }, 429, TimeSpan.FromSeconds(5));

        limits.TryEnter(met).ShouldBeNull();
        limits.TryEnter(RestRoute.InteractionCallback("2", "t")).ShouldNotBeNull();
        time.Advance(TimeSpan.FromSeconds(5));
        limits.TryEnter(met).ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_the_turn_to_others()
    {
        var first = await limits.Enter(Here, Stop);
        using var given = new CancellationTokenSource();
        var second = limits.Enter(Here, given.Token);
        await given.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => second);

        first.Dispose();
        first.Dispose();

        limits.TryEnter(Here).ShouldNotBeNull();
        limits.TryEnter(Here).ShouldBeNull("ending a turn twice gives one back");
    }

    [Fact]
    public async Task Only_what_is_our_fault_counts_towards_being_shut_out()
    {
        var invalid = new InvalidRequests(time, most: 3);
        var counted = new RestLimits(time, invalid);
        (await counted.Enter(RestRoute.CreateMessage("1"), Stop)).Answered(Said(), 401, null);
        (await counted.Enter(RestRoute.CreateMessage("2"), Stop)).Answered(Said(), 403, null);
        (await counted.Enter(RestRoute.CreateMessage("3"), Stop)).Answered(Said() with { IsShared = true }, 429, null);
        (await counted.Enter(RestRoute.CreateMessage("4"), Stop)).Answered(Said(), 404, null);
        counted.Shut.ShouldBe(TimeSpan.Zero);

        (await counted.Enter(RestRoute.CreateMessage("5"), Stop)).Answered(Said(), 429, null);

        counted.Shut.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    private static RateHeaders Said(int? limit = null, int? remaining = null, double? seconds = null, string? bucket = null) =>
        new(bucket, limit, remaining, RateHeaders.Seconds(seconds), false, false, null);
}
