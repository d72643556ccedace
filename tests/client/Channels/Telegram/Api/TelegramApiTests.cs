using System.Text.Json.Nodes;
using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.TestSupport.Telegram;

namespace Moltbot.Gateway.Tests.Channels.Telegram.Api;

/// <summary>The client against a server that speaks the Bot API.</summary>
public sealed class TelegramApiTests : IAsyncLifetime
{
    private TelegramApiFixture fixture = null!;
    private TelegramApi api = null!;

    private SimulatedBot Bot => fixture.Bot;

    private static CancellationToken Stop => TelegramApiFixture.Stop;

    public async ValueTask InitializeAsync()
    {
        fixture = await TelegramApiFixture.StartAsync();
        api = fixture.Api();
    }

    public ValueTask DisposeAsync()
    {
        api.Dispose();
        return fixture.DisposeAsync();
    }

    [Fact]
    public async Task GetMe_says_who_the_bot_is()
    {
        var me = await api.GetMe(Stop);

        me.Ok.ShouldBeTrue();
        me.Value!.ShouldBe(new User
        {
            Id = 777000, IsBot = true, FirstName = "molty_bot", Username = "molty_bot",
            CanJoinGroups = true, CanReadAllGroupMessages = false, SupportsInlineQueries = false,
        });
    }

    [Fact]
    public async Task An_update_comes_again_until_a_higher_offset_is_asked_for()
    {
        var first = Bot.Person(42, "Ann").Says("one");

        var once = await api.GetUpdates(null, TimeSpan.Zero, 100, Stop);
        var again = await api.GetUpdates(null, TimeSpan.Zero, 100, Stop);
        var after = await api.GetUpdates(first + 1, TimeSpan.Zero, 100, Stop);

        once.Value!.Single().UpdateId.ShouldBe(first);
        again.Value!.Single().Update!.Message!.Text.ShouldBe("one");
        after.Value!.ShouldBeEmpty();
        Bot.Unconfirmed.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_long_poll_ends_when_an_update_arrives()
    {
        var poll = api.GetUpdates(null, TimeSpan.FromSeconds(50), 100, Stop);
        await Bot.WhenCalled("getUpdates");
        poll.IsCompleted.ShouldBeFalse();

        Bot.Person(42, "Ann").Says("now");

        (await poll).Value!.Count.ShouldBe(1);
        Bot.Calls.Single().Body["allowed_updates"]!.AsArray().Select(kind => (string)kind!).ShouldContain("message_reaction");
    }

    [Fact]
    public async Task A_second_poller_ends_the_first_with_a_conflict()
    {
        var first = api.GetUpdates(null, TimeSpan.FromSeconds(50), 100, Stop);
        await Bot.WhenCalled("getUpdates");

        using var other = fixture.Api();
        var second = other.GetUpdates(null, TimeSpan.FromSeconds(50), 100, Stop);

        (await first).Error!.Kind.ShouldBe(ApiErrorKind.Conflict);
        Bot.Person(42, "Ann").Says("hi");
        (await second).Value!.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Polling_conflicts_with_a_webhook_until_it_is_deleted()
    {
        (await api.SetWebhook(new Uri("https://example.org/hook"), "s3cret", Stop)).Value.ShouldBeTrue();
        (await api.GetUpdates(null, TimeSpan.Zero, 100, Stop)).Error!.Kind.ShouldBe(ApiErrorKind.Conflict);
        (await api.GetWebhookInfo(Stop)).Value!.Url.ShouldBe("https://example.org/hook");

        (await api.DeleteWebhook(Stop)).Value.ShouldBeTrue();

        (await api.GetUpdates(null, TimeSpan.Zero, 100, Stop)).Ok.ShouldBeTrue();
        Bot.Calls[0].Body["secret_token"]!.GetValue<string>().ShouldBe("s3cret");
    }

    [Fact]
    public async Task Updates_that_cannot_be_read_neither_hide_their_neighbours_nor_stay()
    {
        Bot.Receives("poll", new JsonObject { ["question"] = "?" });
        Bot.Receives("message", "not an object");
        Bot.Receives("message", new JsonObject { ["message_id"] = "seven", ["chat"] = new JsonArray() });
        Bot.Receives("callback_query", null);
        var good = Bot.Person(42, "Ann").Says("still here");

        var updates = (await api.GetUpdates(null, TimeSpan.Zero, 100, Stop)).Value!;

        updates.Count.ShouldBe(5);
        updates.ShouldAllBe(update => update.UpdateId != null);
        updates.Select(update => update.Update is null).ShouldBe([false, true, true, false, false]);
        updates[4].ShouldSatisfyAllConditions(
            update => update.UpdateId.ShouldBe(good),
            update => update.Update!.Message!.Text.ShouldBe("still here"));
    }

    [Fact]
    public async Task SendMessage_carries_reply_thread_and_mode()
    {
        var ann = Bot.Person(42, "Ann");
        ann.Says("hello");
        Bot.Topic(42, 7);

        var sent = await api.SendMessage(
            new SendMessageRequest
            {
                ChatId = 42, Text = "<b>hi</b>", ParseMode = "HTML", MessageThreadId = 7,
                ReplyParameters = new ReplyParameters { MessageId = ann.LastMessageId, AllowSendingWithoutReply = true },
            },
            Stop);

        var visible = Bot.Sent.Single();
        sent.Value!.MessageId.ShouldBe(visible.MessageId);
        visible.ShouldSatisfyAllConditions(
            message => message.ReplyTo.ShouldBe(ann.LastMessageId),
            message => message.ThreadId.ShouldBe(7),
            message => message.ParseMode.ShouldBe("HTML"));
    }

    [Fact]
    public async Task Edits_deletions_typing_buttons_and_the_menu_reach_Telegram()
    {
        var ann = Bot.Person(42, "Ann");
        Bot.Topic(42, 7);
        var id = (await api.SendMessage(new SendMessageRequest { ChatId = 42, Text = "a" }, Stop)).Value!.MessageId;
        ann.Presses(Bot.Sent.Single(), "yes");

        (await api.EditMessageText(new EditMessageTextRequest { ChatId = 42, MessageId = id, Text = "b" }, Stop)).Ok.ShouldBeTrue();
        var same = await api.EditMessageText(new EditMessageTextRequest { ChatId = 42, MessageId = id, Text = "b" }, Stop);
        (await api.SendTyping(42, 7, Stop)).Value.ShouldBeTrue();
        (await api.AnswerCallbackQuery($"cb42-{id}", "done", Stop)).Value.ShouldBeTrue();
        (await api.SetMyCommands([new BotCommand("help", "What can be asked")], Stop)).Value.ShouldBeTrue();

        same.Error!.Description.ShouldContain("message is not modified");
        Bot.Sent.Single().ShouldSatisfyAllConditions(message => message.Text.ShouldBe("b"), message => message.Edits.ShouldBe(1));
        Bot.Menu.ShouldBe(["help"]);
        Bot.Calls.Single(call => call.Method == "sendChatAction").Body["message_thread_id"]!.GetValue<long>().ShouldBe(7);

        (await api.DeleteMessage(42, id, Stop)).Value.ShouldBeTrue();
        Bot.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Broken_HTML_is_told_apart()
    {
        Bot.Person(42, "Ann");

        var broken = await api.SendMessage(new SendMessageRequest { ChatId = 42, Text = "<b>half", ParseMode = "HTML" }, Stop);

        broken.Error.ShouldNotBeNull().IsMarkupError.ShouldBeTrue();
        broken.Error.Kind.ShouldBe(ApiErrorKind.Refused);
    }
}
