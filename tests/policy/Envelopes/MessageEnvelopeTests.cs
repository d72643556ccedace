using Moltbot.Policy.Envelopes;

namespace Moltbot.Policy.Tests.Envelopes;

/// <summary>The line a message carries for the model (runtime.md §5).</summary>
public sealed class MessageEnvelopeTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 31, 10, 5, 0, TimeSpan.Zero);
    private static readonly EnvelopeOptions Utc = new(TimeZoneInfo.Utc);

    [Fact]
    public void An_envelope_tells_what_is_known_in_one_order()
    {
        var whole = new MessageEnvelope(" Telegram ", " Bob ", " mac ", " 1.2.3.4 ", At, At.AddMinutes(-2));
        whole.Wrap("hi", Utc).ShouldBe("[Telegram Bob +2m mac 1.2.3.4 2026-01-31T10:05Z] hi");
        whole.Wrap("hi", Utc with { IncludeElapsed = false }).ShouldBe("[Telegram Bob mac 1.2.3.4 2026-01-31T10:05Z] hi");
        whole.Wrap("hi", Utc with { IncludeTimestamp = false }).ShouldBe("[Telegram Bob +2m mac 1.2.3.4] hi");
        whole.Wrap("hi", new EnvelopeOptions(TimeZoneInfo.CreateCustomTimeZone("x", TimeSpan.FromHours(2), "x", "x")))
            .ShouldBe("[Telegram Bob +2m mac 1.2.3.4 2026-01-31 12:05 GMT+2] hi");
    }

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        new MessageEnvelope(" ").Wrap("hi", Utc).ShouldBe("[Channel] hi");
        new MessageEnvelope(null, " ", "", null).Wrap("", Utc).ShouldBe("[Channel] ");
        new MessageEnvelope("Slack", Previous: At).Wrap("hi", Utc).ShouldBe("[Slack] hi");
        new MessageEnvelope("Slack", At: At).Wrap("hi", Utc).ShouldBe("[Slack 2026-01-31T10:05Z] hi");
        new MessageEnvelope("Slack", At: At, Previous: At.AddSeconds(1)).Wrap("hi", Utc).ShouldBe("[Slack 2026-01-31T10:05Z] hi", "the last message was no later one");
    }

    [Theory]
    [InlineData("group", " Bob ", "Bob: hi")]
    [InlineData("Channel", "Bob", "Bob: hi")]
    [InlineData("direct", "Bob", "hi")]
    [InlineData("dm", "Bob", "hi")]
    [InlineData("thread", "Bob", "hi")]
    [InlineData(null, "Bob", "hi")]
    [InlineData("group", " ", "hi")]
    [InlineData("group", null, "hi")]
    public void In_groups_a_text_has_its_sender_in_front(string? chat, string? sender, string text) => MessageEnvelope.WithSender("hi", chat, sender).ShouldBe(text);

    [Theory]
    [InlineData(" Bob ", "bob1", "#1", "+1", "42", "Bob (+1)")]
    [InlineData(" ", "bob1", "#1", null, "42", "bob1 (42)")]
    [InlineData(null, null, "#1", " ", " 42 ", "#1 (42)")]
    [InlineData("Bob", null, null, null, null, "Bob")]
    [InlineData(null, null, null, null, "42", "42")]
    [InlineData("42", null, null, null, " 42 ", "42")]
    [InlineData(null, null, null, null, null, null)]
    public void A_sender_has_a_name_and_an_id(string? name, string? username, string? tag, string? phone, string? id, string? label) =>
        MessageEnvelope.SenderLabel(name, username, tag, phone, id).ShouldBe(label);

    [Theory]
    [InlineData(true, " Team ", " 1 ", null, "Team id:1")]
    [InlineData(true, "Team", "Team", null, "Team id:Team")]
    [InlineData(true, " ", "1", " Signal Group ", "Signal Group id:1")]
    [InlineData(true, null, "1", null, "Group id:1")]
    [InlineData(true, null, null, null, "Group")]
    [InlineData(true, "Team", " ", "x", "Team")]
    [InlineData(false, "Bob", "42", null, "Bob id:42")]
    [InlineData(false, "42", " 42 ", null, "42")]
    [InlineData(false, "Bob", null, null, "Bob")]
    [InlineData(false, null, null, "Signal Group", "")]
    [InlineData(false, null, "42", null, " id:42")]
    public void A_chat_has_a_name_and_its_id_unless_that_says_the_same(bool isGroup, string? label, string? id, string? fallback, string from) =>
        MessageEnvelope.FromLabel(isGroup, label, id, fallback).ShouldBe(from);
}
