using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.TestSupport.Platforms;

namespace Moltbot.Gateway.Tests.Channels.Conformance;

public abstract partial class ConnectorConformanceTests
{
    [Theory]
    [InlineData("a cat")]
    [InlineData("")]
    public async Task A_picture_is_sent_with_its_text_and_answers_what_it_was_asked_to(string text)
    {
        await Connected();
        var ann = World.Person("Ann");
        await Confirmed(ann.Says("show me"));
        byte[] picture = [.. PlatformPicture.Png("a cat", 400_000).Content];
        rig.Grain.Enqueue("p1", ann.ChatId, item => item with
        {
            Text = text, Picture = new TurnAttachment { MimeType = "image/png", Content = picture, FileName = "../../etc/passwd" },
            Target = item.Target with { ReplyToMessageId = ann.LastMessageId },
        });
        Wake();
        await Reported(1);

        var sent = World.Sent.Single();
        (sent.ChatId, sent.Text, sent.ReplyTo).ShouldBe((ann.ChatId, text, ann.LastMessageId));
        sent.Picture.ShouldBe(picture);
        rig.Grain.Reports.Single().ShouldBe(new OutboundReport { Id = "p1", Outcome = OutboundOutcome.Sent, MessageId = sent.Id });
    }

    [Fact]
    public async Task A_reaction_is_put_on_the_message_that_is_named()
    {
        await Connected();
        var ann = World.Person("Ann");
        await Confirmed(ann.Says("good?"));
        rig.Grain.Enqueue("r1", ann.ChatId, item => item with { Kind = OutboundKind.Reaction, Text = "👍", MessageId = ann.LastMessageId });
        rig.Grain.Enqueue("r2", ann.ChatId, item => item with { Kind = OutboundKind.Reaction, Text = "no emoji", MessageId = ann.LastMessageId });
        rig.Grain.Enqueue("r3", ann.ChatId, item => item with { Kind = OutboundKind.Reaction, Text = "👍", MessageId = "../@me" });
        Wake();
        await Reported(3);

        World.Reactions.ShouldBe([(ann.LastMessageId, "👍")]);
        rig.Grain.Reports.Select(static report => (report.Id, report.Outcome))
            .ShouldBe([("r1", OutboundOutcome.Sent), ("r2", OutboundOutcome.Failed), ("r3", OutboundOutcome.Failed)]);
    }

    [Fact]
    public async Task A_message_of_the_bots_own_is_edited_and_no_other()
    {
        await Connected();
        var ann = World.Person("Ann");
        await Confirmed(ann.Says("hers"));
        rig.Grain.Enqueue("p1", ann.ChatId, "first");
        Wake();
        await Reported(1);
        rig.Grain.Enqueue("e1", ann.ChatId, item => item with { Kind = OutboundKind.Edit, Text = "second", MessageId = World.Sent[0].Id });
        rig.Grain.Enqueue("e2", ann.ChatId, item => item with { Kind = OutboundKind.Edit, Text = "mine now", MessageId = ann.LastMessageId });
        Wake();
        await Reported(3);

        World.Sent.Select(static message => message.Text).ShouldBe(["second"]);
        rig.Grain.Reports.Select(static report => (report.Id, report.Outcome, report.MessageId))
            .ShouldBe([("p1", OutboundOutcome.Sent, World.Sent[0].Id), ("e1", OutboundOutcome.Sent, World.Sent[0].Id), ("e2", OutboundOutcome.Failed, null)]);
    }
}
