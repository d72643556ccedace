using Moltbot.Policy.Queue;

namespace Moltbot.Policy.Tests.Queue;

public sealed class QueueSettingsTests
{
    [Fact]
    public void Messages_are_collected_for_a_second_and_twenty_may_wait_unless_something_is_said()
    {
        var usual = new QueueSettings(QueueMode.Collect, TimeSpan.FromSeconds(1), 20, DropPolicy.Summarize);
        QueueSettings.Resolve().ShouldBe(usual);
        QueueSettings.Resolve(null, new QueueOptions()).ShouldBe(usual);
    }

    [Fact]
    public void Each_value_comes_from_the_narrowest_source_that_says_it() =>
        QueueSettings.Resolve(
                null,
                new QueueOptions(Mode: QueueMode.Steer),
                new QueueOptions(Mode: QueueMode.Followup, DebounceMs: 50, Drop: DropPolicy.New),
                new QueueOptions(QueueMode.Interrupt, 70, 3, DropPolicy.Old))
            .ShouldBe(new QueueSettings(QueueMode.Steer, TimeSpan.FromMilliseconds(50), 3, DropPolicy.New));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(1.5, 1.5)]
    [InlineData(1e300, int.MaxValue)]
    public void A_debounce_is_no_time_at_least(double asked, double milliseconds) =>
        QueueSettings.Resolve(new QueueOptions(DebounceMs: asked)).Debounce.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0.5, 1)]
    [InlineData(1, 1)]
    [InlineData(2.9, 2)]
    [InlineData(1e300, int.MaxValue)]
    public void One_message_may_wait_at_least(double asked, int cap) => QueueSettings.Resolve(new QueueOptions(Cap: asked)).Cap.ShouldBe(cap);
}
