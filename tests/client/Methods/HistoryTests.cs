using System.Text;
using Moltbot.Gateway.Methods.Chat;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Envelopes;

namespace Moltbot.Gateway.Tests.Methods;

public sealed class HistoryTests
{
    [Theory]
    [InlineData("[WhatsApp +1 2026-01-18 10:00] hi", "hi")]
    [InlineData("[Telegram Bob 2026-01-18T10:00Z] yo", "yo")]
    [InlineData("[Discord general] hey", "hey")]
    [InlineData("[Discordx general] hey", "[Discordx general] hey")]
    [InlineData("[Zalo Personal x] t", "t")]
    [InlineData("[Wed 2026-01-28 20:30 EST] hi", "hi")]
    [InlineData("[WhatsApp x] hi\n[message_id: 5]", "hi")]
    [InlineData("a\n  [Message_ID: 5 ]  \nb", "a\nb")]
    [InlineData("say [message_id: 5] aloud", "say [message_id: 5] aloud")]
    [InlineData("[unclosed", "[unclosed")]
    [InlineData("[]", "[]")]
    public void What_a_person_wrote_is_shown_without_its_envelope(string text, string shown) => EnvelopeRemoval.Shown(text).ShouldBe(shown);

    [Fact]
    public void Only_what_a_person_wrote_is_cut()
    {
        string user = Shown("user", """{"role":"user","content":[{"type":"text","text":"[Signal a] b"},{"type":"image","n":1}],"timestamp":5}""");
        string assistant = Shown("assistant", """{"role":"assistant","content":[{"type":"text","text":"[Signal a] b"}]}""");

        user.ShouldBe("""{"role":"user","content":[{"type":"text","text":"b"},{"type":"image","n":1}],"timestamp":5}""");
        assistant.ShouldContain("[Signal a] b");
    }

    [Fact]
    public void The_newest_messages_that_fit_are_kept()
    {
        TranscriptMessage[] messages = [.. Enumerable.Range(1, 5).Select(i => Message("assistant", $$"""{"n":{{i}}}"""))];

        Encoding.UTF8.GetString(Join(HistoryMessages.Newest(messages, 17))).ShouldBe("""[{"n":4},{"n":5}]""");
        HistoryMessages.Newest(messages, 8).ShouldBeEmpty();
        HistoryMessages.Newest(messages, 1000).Count.ShouldBe(5);
    }

    private static byte[] Join(IReadOnlyList<Protocol.Json.RawJson> messages) =>
        Encoding.UTF8.GetBytes("[" + string.Join(',', messages) + "]");

    private static string Shown(string role, string json) => Encoding.UTF8.GetString(HistoryMessages.Shown(Message(role, json)).Span);

    private static TranscriptMessage Message(string role, string json) =>
        new() { Sequence = 1, Role = role, Json = Encoding.UTF8.GetBytes(json), Timestamp = 1 };
}
