using Moltbot.Policy.Replies;

namespace Moltbot.Policy.Tests.Replies;

/// <summary>What a model says of its answer beside the words: which message it answers, and that there is none.</summary>
public sealed class ReplyTagTests
{
    [Theory]
    [InlineData("[[reply_to_current]] Hi", "Hi", "9", true)]
    [InlineData("Hi [[ Reply_To_Current ]]", "Hi", "9", true)]
    [InlineData("[[reply_to:7]]Hi", "Hi", "7", false)]
    [InlineData("[[ reply_to : 7 8 ]]  Hi\t you", "Hi you", "7 8", false)]
    [InlineData("[[reply_to:7]] a [[reply_to:8]]", "a", "8", false)]
    [InlineData("[[reply_to:7]] a [[reply_to_current]]", "a", "7", true)]
    [InlineData("[[reply_to_current]] a [[reply_to:7]]", "a", "7", true)]
    [InlineData("a \t[[reply_to_current]] \n b", "a\nb", "9", true)]
    [InlineData("[[reply_to:7]] [[reply_to: ]]", "", "7", false)]
    [InlineData("a[[reply_to_current]]b[[reply_to_current]]", "a b", "9", true)]
    public void A_tag_says_which_message_is_answered(string text, string cleaned, string id, bool isCurrent) =>
        ReplyTag.Extract(text, " 9 ").ShouldBe(new ReplyTag(cleaned, id, isCurrent, true));

    [Theory]
    [InlineData("[[reply_to:]]", "[[reply_to:]]")]
    [InlineData("[[reply_to:a]b]]", "[[reply_to:a]b]]")]
    [InlineData("[[reply_to:a\nb]]", "[[reply_to:a\nb]]")]
    [InlineData("[reply_to_current]", "[reply_to_current]")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Another_text_has_no_tag(string? text, string cleaned) => ReplyTag.Extract(text, "9").ShouldBe(new ReplyTag(cleaned, null, false, false));

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void The_current_message_may_not_be_known(string? current) =>
        ReplyTag.Extract("[[reply_to_current]]Hi", current).ShouldBe(new ReplyTag("Hi", null, true, true));

    [Theory]
    [InlineData("[[reply_to:")]
    [InlineData("[[")]
    public void A_tag_that_never_ends_is_read_through_once(string start)
    {
        var text = start + new string(' ', 200_000);

        ReplyTag.Extract(text + "x", null).HasTag.ShouldBeFalse();
        ReplyTag.Extract(string.Concat(Enumerable.Repeat(start, 2_000)), null).HasTag.ShouldBeFalse();
    }

    [Theory]
    [InlineData("NO_REPLY", true)]
    [InlineData("  NO_REPLY, since nobody asked", true)]
    [InlineData("Nothing to say: NO_REPLY.", true)]
    [InlineData("**NO_REPLY**", true)]
    [InlineData("NO_REPLYS", false)]
    [InlineData("NO_REPLY_", false)]
    [InlineData("xNO_REPLY", false)]
    [InlineData("_NO_REPLY", false)]
    [InlineData("9NO_REPLY", false)]
    [InlineData("say NO_REPLY to him", false)]
    [InlineData("no_reply", false)]
    [InlineData("...", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Silence_is_a_word_at_an_edge_standing_alone(string? text, bool isSilent) => SilentReply.IsSilent(text).ShouldBe(isSilent);

    [Theory]
    [InlineData(null, false, false, false, "instant")]
    [InlineData(null, true, true, false, "instant")]
    [InlineData(null, true, false, false, "message")]
    [InlineData(null, false, true, false, "instant")]
    [InlineData("thinking", true, false, false, "thinking")]
    [InlineData("instant", false, false, true, "never")]
    [InlineData(null, false, false, true, "never")]
    public void A_group_sees_typing_when_it_is_meant_and_nobody_during_a_heartbeat(string? configured, bool isGroup, bool wasMentioned, bool isHeartbeat, string mode) =>
        TypingModes.Resolve(configured, isGroup, wasMentioned, isHeartbeat).ShouldBe(mode);

    [Theory]
    [InlineData("telegram", null, "first")]
    [InlineData(" Telegram ", "all", "all")]
    [InlineData("discord", null, "off")]
    [InlineData("slack", null, "off")]
    [InlineData("discord", "first", "first")]
    [InlineData("slack", "all", "all")]
    [InlineData("signal", "off", "all")]
    [InlineData(null, "off", "all")]
    public void Which_parts_are_replies_is_the_channels(string? channel, string? configured, string mode) => ReplyToModes.Resolve(channel, configured).ShouldBe(mode);
}
