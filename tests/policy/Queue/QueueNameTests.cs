using Moltbot.Policy.Queue;

namespace Moltbot.Policy.Tests.Queue;

public sealed class QueueNameTests
{
    [Theory]
    [InlineData(QueueMode.Collect, "collect coalesce")]
    [InlineData(QueueMode.Followup, "followup follow-ups followups")]
    [InlineData(QueueMode.Steer, "steer steering queue queued")]
    [InlineData(QueueMode.SteerBacklog, "steer-backlog steer+backlog steer_backlog")]
    [InlineData(QueueMode.Interrupt, "interrupt interrupts abort")]
    public void A_mode_goes_by_several_names_and_is_written_by_the_first(QueueMode mode, string names)
    {
        names.Split(' ').ShouldAllBe(name => QueueNames.Mode(name) == mode);
        QueueNames.Mode($" {names.Split(' ')[0].ToUpperInvariant()} ").ShouldBe(mode);
        QueueNames.Of(mode).ShouldBe(names.Split(' ')[0]);
    }

    [Theory]
    [InlineData(DropPolicy.Old, "old oldest")]
    [InlineData(DropPolicy.New, "new newest")]
    [InlineData(DropPolicy.Summarize, "summarize summary")]
    public void A_drop_policy_goes_by_several_names_and_is_written_by_the_first(DropPolicy policy, string names)
    {
        names.Split(' ').ShouldAllBe(name => QueueNames.Drop(name) == policy);
        QueueNames.Drop($" {names.Split(' ')[0].ToUpperInvariant()} ").ShouldBe(policy);
        QueueNames.Of(policy).ShouldBe(names.Split(' ')[0]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("banana")]
    public void Other_words_are_neither(string? word)
    {
        QueueNames.Mode(word).ShouldBeNull();
        QueueNames.Drop(word).ShouldBeNull();
    }
}
