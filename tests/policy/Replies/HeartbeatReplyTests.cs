using Moltbot.Policy.Replies;

namespace Moltbot.Policy.Tests.Replies;

public sealed class HeartbeatReplyTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void An_answer_without_words_is_not_sent(string? raw) => HeartbeatReply.Strip(raw, isHeartbeat: true).ShouldBe(new HeartbeatReply(true, "", false));

    [Theory]
    [InlineData("HEARTBEAT_OK")]
    [InlineData(" HEARTBEAT_OK HEARTBEAT_OK ")]
    [InlineData("**HEARTBEAT_OK**")]
    [InlineData("`HEARTBEAT_OK`")]
    [InlineData("~~_HEARTBEAT_OK_~~")]
    [InlineData("<b>HEARTBEAT_OK</b>")]
    [InlineData("&NBSP;HEARTBEAT_OK&nbsp;")]
    public void The_word_alone_is_not_sent(string raw)
    {
        HeartbeatReply.Strip(raw, isHeartbeat: true).ShouldBe(new HeartbeatReply(true, "", true));
        HeartbeatReply.Strip(raw, isHeartbeat: false).ShouldBe(new HeartbeatReply(true, "", true));
    }

    [Theory]
    [InlineData("HEARTBEAT_OK all  is\nwell", "all is well")]
    [InlineData("all is well HEARTBEAT_OK", "all is well")]
    [InlineData("HEARTBEAT_OK *well*", "*well*")]
    [InlineData("<b>HEARTBEAT_OK</b> well", "well")]
    [InlineData("<b>HEARTBEAT_OK</b> all<br>well", "all well")]
    [InlineData("<b>HEARTBEAT_OK</b> all&nbsp;well", "all well")]
    public void Beside_the_word_little_is_no_message_of_a_heartbeat(string raw, string rest)
    {
        HeartbeatReply.Strip(raw, isHeartbeat: true).ShouldBe(new HeartbeatReply(true, "", true));
        HeartbeatReply.Strip(raw, isHeartbeat: true, maxAckChars: rest.Length).ShouldBe(new HeartbeatReply(true, "", true));
        HeartbeatReply.Strip(raw, isHeartbeat: true, maxAckChars: rest.Length - 1).ShouldBe(new HeartbeatReply(false, rest, true));
        HeartbeatReply.Strip(raw, isHeartbeat: true, maxAckChars: -1).ShouldBe(new HeartbeatReply(false, rest, true));
        HeartbeatReply.Strip(raw, isHeartbeat: false).ShouldBe(new HeartbeatReply(false, rest, true));
    }

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void Little_is_300_characters(int length, bool isSkipped) =>
        HeartbeatReply.Strip("HEARTBEAT_OK " + new string('x', length), isHeartbeat: true).ShouldSkip.ShouldBe(isSkipped);

    [Theory]
    [InlineData(" The word HEARTBEAT_OK is in here. ", "The word HEARTBEAT_OK is in here.")]
    [InlineData("heartbeat_ok", "heartbeat_ok")]
    [InlineData("*bold*", "*bold*")]
    public void A_word_inside_a_sentence_says_nothing(string raw, string text) =>
        HeartbeatReply.Strip(raw, isHeartbeat: true).ShouldBe(new HeartbeatReply(false, text, false));

    [Theory]
    [InlineData("", true)]
    [InlineData(" \n# Title\n##\n- \n* [ ]\n+ [x] \n- [X]\n-[]\n", true)]
    [InlineData("# Title\n- do this", false)]
    [InlineData("#hashtag", false)]
    [InlineData("- [y]", false)]
    [InlineData("text", false)]
    [InlineData(null, false)]
    public void A_list_without_items_asks_for_nothing(string? content, bool isEmpty) => HeartbeatReply.IsEffectivelyEmpty(content).ShouldBe(isEmpty);
}
