using Moltbot.Policy.Queue;

namespace Moltbot.Policy.Tests.Queue;

/// <summary>What the model is told of messages that waited or gave way.</summary>
public sealed class QueuedTextTests
{
    [Fact]
    public void Messages_that_waited_are_numbered_under_one_title() =>
        QueuedText.Collect(["first", "second \n"], null).ShouldBe(
            "[Queued messages while agent was busy]\n\n---\nQueued #1\nfirst\n\n---\nQueued #2\nsecond");

    [Fact]
    public void Messages_that_gave_way_are_told_of_first() =>
        QueuedText.Collect(["third"], QueuedText.Summary(2, ["first", "second"])).ShouldBe(
            "[Queued messages while agent was busy]\n\n[Queue overflow] Dropped 2 messages due to cap.\nSummary:\n- first\n- second\n\n---\nQueued #1\nthird");

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, null)]
    [InlineData(1, "[Queue overflow] Dropped 1 message due to cap.")]
    [InlineData(2, "[Queue overflow] Dropped 2 messages due to cap.")]
    public void Messages_that_left_no_line_are_counted(int dropped, string? summary) => QueuedText.Summary(dropped, []).ShouldBe(summary);

    [Fact]
    public void No_line_is_told_of_when_nothing_gave_way() => QueuedText.Summary(0, ["first"]).ShouldBeNull();

    [Theory]
    [InlineData(139)]
    [InlineData(140)]
    public void A_line_is_a_message_without_its_breaks(int length)
    {
        var text = "a b" + new string('c', length - 3);
        QueuedText.SummaryLine(text.Replace(" ", " \r\n\t")).ShouldBe(text);
        QueuedText.SummaryLine($"\n{text} ").ShouldBe(text);
    }

    [Fact]
    public void A_long_line_ends_after_139_characters()
    {
        QueuedText.SummaryLine(new string('c', 141)).ShouldBe(new string('c', 139) + "…");
        QueuedText.SummaryLine($"{new string('c', 138)} {new string('d', 80)}").ShouldBe(new string('c', 138) + "…");
        QueuedText.SummaryLine($"{new string('c', 138)}😀{new string('d', 80)}").ShouldBe(new string('c', 138) + "…", "half a character is none");
    }
}
