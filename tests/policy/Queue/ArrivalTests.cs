using Moltbot.Policy.Queue;

namespace Moltbot.Policy.Tests.Queue;

/// <summary>What becomes of a message that arrives (runtime.md §6).</summary>
public sealed class ArrivalTests
{
    public static TheoryData<QueueMode> Modes => [.. Enum.GetValues<QueueMode>()];

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_session_that_rests_runs_whatever_the_mode(QueueMode mode)
    {
        ArrivalPolicy.Decide(mode, isRunning: false, canSteer: false).ShouldBe(ArrivalAction.Run);
        ArrivalPolicy.Decide(mode, isRunning: false, canSteer: true).ShouldBe(ArrivalAction.Run);
    }

    [Theory]
    [InlineData(QueueMode.Collect, ArrivalAction.Enqueue, ArrivalAction.Enqueue)]
    [InlineData(QueueMode.Followup, ArrivalAction.Enqueue, ArrivalAction.Enqueue)]
    [InlineData(QueueMode.Steer, ArrivalAction.Steer, ArrivalAction.Enqueue)]
    [InlineData(QueueMode.SteerBacklog, ArrivalAction.Steer | ArrivalAction.Enqueue, ArrivalAction.Enqueue)]
    [InlineData(QueueMode.Interrupt, ArrivalAction.Abort | ArrivalAction.Run, ArrivalAction.Abort | ArrivalAction.Run)]
    public void A_running_session_does_as_its_mode_says(QueueMode mode, ArrivalAction steerable, ArrivalAction otherwise)
    {
        ArrivalPolicy.Decide(mode, isRunning: true, canSteer: true).ShouldBe(steerable);
        ArrivalPolicy.Decide(mode, isRunning: true, canSteer: false).ShouldBe(otherwise);
    }

    [Theory]
    [InlineData(DropPolicy.Old, 0, true, 0, false)]
    [InlineData(DropPolicy.Old, 1, true, 0, false)]
    [InlineData(DropPolicy.Old, 2, true, 1, false)]
    [InlineData(DropPolicy.Old, 5, true, 4, false)]
    [InlineData(DropPolicy.Summarize, 1, true, 0, false)]
    [InlineData(DropPolicy.Summarize, 2, true, 1, true)]
    [InlineData(DropPolicy.Summarize, 3, true, 2, true)]
    [InlineData(DropPolicy.New, 1, true, 0, false)]
    [InlineData(DropPolicy.New, 2, false, 0, false)]
    [InlineData(DropPolicy.New, 3, false, 0, false)]
    public void A_full_queue_gives_way_as_its_drop_policy_says(DropPolicy policy, int waiting, bool accepts, int dropOldest, bool summarize) =>
        OverflowDecision.Decide(waiting, new QueueSettings(QueueMode.Collect, TimeSpan.Zero, 2, policy))
            .ShouldBe(new OverflowDecision(accepts, dropOldest, summarize));

    [Theory]
    [InlineData("hello", false, false, true)]
    [InlineData("hello", true, false, false)]
    [InlineData("hello", false, true, false)]
    [InlineData("hello", true, true, false)]
    [InlineData(" \n", false, false, false)]
    [InlineData("", false, false, false)]
    [InlineData(null, false, false, false)]
    public void Only_plain_words_wait_for_more_of_the_same(string? text, bool hasMedia, bool isCommand, bool may) =>
        InboundDebounce.MayWait(hasMedia, isCommand, text).ShouldBe(may);

    [Theory]
    [InlineData(5d, 6d, 7d, 5)]
    [InlineData(null, 6d, 7d, 6)]
    [InlineData(null, null, 7d, 7)]
    [InlineData(null, null, null, 0)]
    [InlineData(0d, 6d, 7d, 0)]
    [InlineData(-5d, 6d, 7d, 0)]
    [InlineData(1.9, null, null, 1)]
    [InlineData(double.NaN, 6d, null, 6)]
    [InlineData(null, double.PositiveInfinity, 7d, 7)]
    [InlineData(1e300, null, null, int.MaxValue)]
    public void The_narrowest_debounce_that_is_a_number_counts(double? own, double? channel, double? general, double milliseconds) =>
        InboundDebounce.Resolve(own, channel, general).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    [Fact]
    public void Messages_are_answered_together_when_their_answers_go_to_one_place()
    {
        var here = new ReplyDestination("telegram", "42", "default", null);
        ReplyDestination.AreOne([]).ShouldBeTrue();
        ReplyDestination.AreOne([here]).ShouldBeTrue();
        ReplyDestination.AreOne([here, here with { }]).ShouldBeTrue();
        ReplyDestination.AreOne([here, here with { ThreadId = "7" }]).ShouldBeFalse();
    }
}
