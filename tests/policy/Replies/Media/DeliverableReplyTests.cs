using Moltbot.Policy.Replies.Media;

namespace Moltbot.Policy.Tests.Replies.Media;

public sealed class DeliverableReplyTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("NO_REPLY")]
    [InlineData("[[reply_to_current]]")]
    [InlineData("[[reply_to_current]] NO_REPLY")]
    public void What_says_nothing_is_not_delivered(string? text)
    {
        DeliverableReply.Of(text).ShouldBeNull();
        DeliverableReply.Of(text, mediaUrl: " ", mediaUrls: [" "]).ShouldBeNull();
    }

    [Fact]
    public void A_plain_text_is_delivered_as_it_is()
    {
        var reply = DeliverableReply.Of("Hello")!;

        (reply.Text, reply.MediaUrl, reply.MediaUrls.Count, reply.ReplyToId, reply.HasReplyTag, reply.IsReplyToCurrent, reply.AsVoice)
            .ShouldBe(("Hello", null, 0, null, false, false, false));
    }

    [Fact]
    public void Without_a_tag_the_lines_of_a_text_keep_their_edges() => DeliverableReply.Of("a \n b")!.Text.ShouldBe("a \n b");

    [Fact]
    public void What_the_text_says_becomes_fields()
    {
        var reply = DeliverableReply.Of("[[reply_to: 7 ]] [[audio_as_voice]] Hello\nMEDIA:./a.mp3")!;

        (reply.Text, reply.MediaUrl, reply.ReplyToId, reply.HasReplyTag, reply.IsReplyToCurrent, reply.AsVoice).ShouldBe(("Hello", "./a.mp3", "7", true, false, true));
        reply.MediaUrls.ShouldBe(["./a.mp3"]);
    }

    [Fact]
    public void What_was_given_beside_the_text_wins()
    {
        var reply = DeliverableReply.Of("[[reply_to:7]]Hello\nMEDIA:./a.png", "./b.png", ["./c.png", " ./c.png", "./d.png"], "8")!;

        reply.ReplyToId.ShouldBe("8");
        reply.MediaUrls.ShouldBe(["./c.png", "./d.png", "./b.png"]);
        reply.MediaUrl.ShouldBeNull("there are several");
    }

    [Fact]
    public void One_file_is_named_as_the_one_and_several_as_a_list()
    {
        DeliverableReply.Of("MEDIA:./a.png")!.MediaUrl.ShouldBe("./a.png");
        DeliverableReply.Of("MEDIA:./a.png\nMEDIA:./b.png")!.MediaUrl.ShouldBeNull();
        DeliverableReply.Of("NO_REPLY", "./a.png")!.ShouldSatisfyAllConditions(
            static reply => reply.Text.ShouldBeEmpty(), static reply => reply.MediaUrl.ShouldBe("./a.png"));
    }
}
