using Moltbot.Policy.Envelopes;

namespace Moltbot.Policy.Tests.Envelopes;

/// <summary>What people are shown of a message (protocol.md §5.3).</summary>
public sealed class EnvelopeRemovalTests
{
    [Theory]
    [InlineData("WebChat")]
    [InlineData("WhatsApp")]
    [InlineData("Telegram")]
    [InlineData("Signal")]
    [InlineData("Slack")]
    [InlineData("Discord")]
    [InlineData("Google Chat")]
    [InlineData("iMessage")]
    [InlineData("Teams")]
    [InlineData("Matrix")]
    [InlineData("Zalo")]
    [InlineData("BlueBubbles")]
    public void An_envelope_of_a_channel_is_taken_off(string channel)
    {
        EnvelopeRemoval.Strip($"[{channel} Bob]  hi").ShouldBe("hi");
        EnvelopeRemoval.Strip($"[{channel}x Bob] hi").ShouldBe($"[{channel}x Bob] hi");
        EnvelopeRemoval.Strip($"x [{channel} Bob] hi").ShouldBe($"x [{channel} Bob] hi");
    }

    [Theory]
    [InlineData("[x 2026-01-18T10:00Z] hi", "hi")]
    [InlineData("[2026-01-18 10:00] hi", "hi")]
    [InlineData("[Zalo Personal Bob] hi", "hi")]
    [InlineData("[x 2026-01-18 10:00 EST]\nhi", "hi")]
    [InlineData("[x 2026-01-18 10:00:30] hi", "hi")]
    [InlineData("[x 2026-01-18 10:005] hi", "[x 2026-01-18 10:005] hi")]
    [InlineData("[x 2026-01-18] hi", "[x 2026-01-18] hi")]
    [InlineData("[note] hi", "[note] hi")]
    [InlineData("[] hi", "[] hi")]
    [InlineData("[Telegram Bob hi", "[Telegram Bob hi")]
    [InlineData("", "")]
    public void An_envelope_with_a_time_is_taken_off_and_other_brackets_stay(string text, string shown) => EnvelopeRemoval.Strip(text).ShouldBe(shown);

    [Theory]
    [InlineData("hi\n[message_id: 5]", "hi")]
    [InlineData("a\r\n [Message_ID:x] \r\nb\r", "a\nb")]
    [InlineData("a\r\nb [message_id: 5]", "a\r\nb [message_id: 5]")]
    [InlineData("[message_id:]", "[message_id:]")]
    [InlineData("[message_id: 5]", "")]
    [InlineData("a\r\nb", "a\r\nb")]
    public void Lines_that_only_name_a_message_are_left_out(string text, string shown) => EnvelopeRemoval.StripMessageIds(text).ShouldBe(shown);

    [Fact]
    public void Both_are_taken_off_what_is_shown() => EnvelopeRemoval.Shown("[Telegram Bob] hi\n[message_id: 5]").ShouldBe("hi");
}
