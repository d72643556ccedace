using Moltbot.Gateway.Channels;
using Moltbot.Gateway.Tests.Channels.Support;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Events;
using Moltbot.TestSupport.Platforms;
using Moltbot.TestSupport.Telegram;

namespace Moltbot.Gateway.Tests.Channels.Telegram;

/// <summary>From the account's outbox to Telegram: in order, at its pace, and nothing twice.</summary>
public sealed class TelegramOutboundTests : IAsyncLifetime
{
    private static readonly ChannelWorkEvent Work = new() { Channel = "telegram", Account = "default" };
    private ChannelRig rig = null!;
    private ChannelSupervisor gateway = null!;

    public async ValueTask InitializeAsync()
    {
        rig = await ChannelRig.StartAsync();
        rig.Bot.Person(42, "Ann");
        gateway = await rig.StartGateway();
        await rig.Bot.WhenCalled("getUpdates");
    }

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task A_piece_is_sent_and_reported_with_its_message_id()
    {
        rig.Grain.Enqueue("p1", "42", "hello");
        gateway.OnEvent("default", Work);

        await Reported(1);

        var sent = rig.Bot.Sent.Single();
        rig.Grain.Reports.Single().ShouldBe(new OutboundReport
        {
            Id = "p1", Outcome = OutboundOutcome.Sent, MessageId = sent.MessageId.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });
        rig.Bot.Calls.Last(call => call.Method == "sendMessage").Body["link_preview_options"]!["is_disabled"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Theory]
    [InlineData("rm -rf /srv/__keep__")]
    [InlineData("tool '[https://good.example/](https://evil.example/x)'")]
    [InlineData("echo `x` **y** ~~z~~ ||w||")]
    [InlineData("# x\n```\ny\n```\n- z <b>&amp;</b>")]
    public async Task What_people_have_to_read_exactly_is_shown_exactly(string text)
    {
        rig.Grain.Enqueue("p1", "42", text, isLiteral: true);
        gateway.OnEvent("default", Work);
        await Reported(1);

        var body = rig.Bot.Calls.Last(call => call.Method == "sendMessage").Body;
        (body["text"]!.GetValue<string>(), body.ContainsKey("parse_mode"), body.ContainsKey("entities")).ShouldBe((text, false, false));
    }

    [Fact]
    public async Task Buttons_stand_below_the_piece_they_belong_to()
    {
        rig.Grain.Enqueue("p1", "42", "may it?", buttons: [new OutboundButton("Yes", "data-1"), new OutboundButton("No", "data-2")]);
        gateway.OnEvent("default", Work);
        await Reported(1);

        rig.Bot.Sent.Single().Buttons.ShouldBe([("Yes", "data-1"), ("No", "data-2")]);
    }

    [Fact]
    public async Task The_outbox_is_found_without_being_told()
    {
        rig.Grain.Enqueue("p1", "42", "hello");

        await rig.AdvanceUntil(rig.Bot.WhenSent(1), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Pieces_of_a_chat_keep_their_order_through_a_flood_limit()
    {
        rig.Bot.Script("sendMessage", SimulatedAnswer.TooManyRequests(3));
        for (var i = 1; i <= 5; i++)
        {
            rig.Grain.Enqueue($"p{i}", "42", $"part {i}");
        }

        var start = rig.Time.GetUtcNow();
        gateway.OnEvent("default", Work);
        await Reported(1);
        rig.Grain.Reports[0].ShouldSatisfyAllConditions(
            report => report.Outcome.ShouldBe(OutboundOutcome.Retry), report => report.RetryAfterMs.ShouldBe(3000));
        rig.Bot.Sent.ShouldBeEmpty();

        await rig.AdvanceUntil(rig.Bot.WhenSent(5), TimeSpan.FromMilliseconds(250));

        rig.Bot.Sent.Select(message => message.Text).ShouldBe(["part 1", "part 2", "part 3", "part 4", "part 5"]);
        (rig.Time.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(3 + 4), "3 s of flood limit, then one a second");
    }

    [Fact]
    public async Task A_refusal_is_final()
    {
        rig.Grain.Enqueue("p1", "4711", "to a stranger");
        rig.Grain.Enqueue("p2", "not a number", "x");
        gateway.OnEvent("default", Work);

        await Reported(2);

        rig.Grain.OutcomeOf("p1").ShouldBe(OutboundOutcome.Failed);
        rig.Grain.OutcomeOf("p2").ShouldBe(OutboundOutcome.Failed);
        rig.Grain.Reports.Single(report => report.Id == "p1").Error.ShouldBe("sendMessage: Refused (400) Bad Request: chat not found");
    }

    [Fact]
    public async Task Replies_topics_and_markup_arrive()
    {
        var ann = rig.Bot.Person(42, "Ann");
        await rig.Bot.WhenConfirmed(ann.Says("question"));
        var asked = ann.LastMessageId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        rig.Bot.Group(-100, "Forum", forum: true);
        rig.Bot.Topic(-100, 33);
        rig.Grain.Enqueue("p1", "42", "**yes**", replyTo: asked);
        rig.Grain.Enqueue("p2", "-100", "in a topic", thread: "33");
        gateway.OnEvent("default", Work);
        await Reported(2);
        rig.Grain.Enqueue("p3", "-100", "in the general topic", thread: "1");
        gateway.OnEvent("default", Work);
        await rig.AdvanceUntil(Reported(3), TimeSpan.FromSeconds(1));

        rig.Bot.Sent.Single(message => message.ChatId == 42).ShouldSatisfyAllConditions(
            message => message.Text.ShouldBe("<b>yes</b>"), message => message.ParseMode.ShouldBe("HTML"), message => message.ReplyTo.ShouldBe(ann.LastMessageId));
        rig.Bot.Sent.Where(message => message.ChatId == -100).Select(message => message.ThreadId).ShouldBe([33, null]);
        rig.Bot.Calls.ShouldAllBe(call => call.Body["plain_text"] == null);
    }

    [Fact]
    public async Task What_Telegram_cannot_parse_is_sent_plain()
    {
        rig.Bot.Script("sendMessage", SimulatedAnswer.Error(400, "Bad Request: can't parse entities: Unsupported start tag"));
        rig.Grain.Enqueue("p1", "42", "**bold**");
        gateway.OnEvent("default", Work);

        await rig.AdvanceUntil(Reported(1), TimeSpan.FromSeconds(1));

        rig.Bot.Sent.Single().ShouldSatisfyAllConditions(message => message.Text.ShouldBe("**bold**"), message => message.ParseMode.ShouldBeNull());
    }

    [Fact]
    public async Task A_group_that_moved_is_followed()
    {
        rig.Bot.Group(-200, "New");
        rig.Bot.Script("sendMessage", SimulatedAnswer.Migrated(-200));
        rig.Grain.Enqueue("p1", "-100", "hello");
        gateway.OnEvent("default", Work);

        await rig.AdvanceUntil(Reported(1), TimeSpan.FromSeconds(1));

        rig.Bot.Sent.Single().ChatId.ShouldBe(-200);
    }

    [Fact]
    public async Task Stopping_gives_back_what_has_not_left_and_waits_for_what_has()
    {
        rig.Grain.Enqueue("p1", "42", "goes");
        rig.Grain.Enqueue("p2", "42", "waits for its second");
        gateway.OnEvent("default", Work);
        await Reported(1);
        await rig.Grain.When(grain => grain.OutcomeOf("p2") == OutboundOutcome.InFlight, "the second piece in flight");

        await gateway.DisposeAsync();

        rig.Grain.OutcomeOf("p2").ShouldBe(OutboundOutcome.Queued);
        rig.Grain.Holder.ShouldBeNull();
        rig.Bot.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Typing_stops_when_the_assistant_does()
    {
        rig.Bot.Topic(42, 5);
        gateway.OnEvent("default", Work with { Typing = true, ChatId = "42", ThreadId = "5" });
        await rig.Bot.WhenCalled("sendChatAction");
        await rig.Time.WhenArmed(TimeSpan.FromSeconds(6));

        gateway.OnEvent("default", Work with { Typing = false, ChatId = "42", ThreadId = "5" });
        rig.Time.Advance(TimeSpan.FromSeconds(30));

        Typed().ShouldBe(1);
        rig.Bot.Calls.Single(call => call.Method == "sendChatAction").Body["message_thread_id"]!.GetValue<long>().ShouldBe(5);
    }

    private int Typed() => rig.Bot.Calls.Count(call => call.Method == "sendChatAction");

    private Task Reported(int count) => rig.Grain.When(grain => grain.Reports.Count >= count, $"{count} reports");
}
