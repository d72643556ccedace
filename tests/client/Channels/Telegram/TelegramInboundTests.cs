using System.Text.Json.Nodes;
using Moltbot.Gateway.Tests.Channels.Support;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Policy.Commands;
using Moltbot.TestSupport.Platforms;
using Moltbot.TestSupport.Telegram;

namespace Moltbot.Gateway.Tests.Channels.Telegram;

/// <summary>From Telegram to the account: confirmed after it was stored, never before, and at most one effect.</summary>
public sealed class TelegramInboundTests : IAsyncLifetime
{
    private ChannelRig rig = null!;

    public async ValueTask InitializeAsync() => rig = await ChannelRig.StartAsync();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task A_crash_between_storing_and_confirming_has_one_effect()
    {
        rig.Grain.AfterStore = _ =>
        {
            rig.Bot.Script("getUpdates", SimulatedAnswer.Break());
            rig.Grain.AfterStore = _ => Task.CompletedTask;
            return Task.CompletedTask;
        };
        var first = await rig.StartGateway("g1");
        var update = rig.Bot.Person(42, "Ann").Says("once");
        await rig.Grain.When(grain => grain.Connections.Any(report => report.LastError != null), "the broken confirmation");
        await rig.AdvanceUntil(first.DisposeAsync().AsTask(), TimeSpan.FromMilliseconds(1));
        rig.Bot.Unconfirmed.ShouldBe([update]);

        await rig.StartGateway("g2");

        await rig.Bot.WhenConfirmed(update);
        rig.Grain.Received.Count.ShouldBe(2);
        rig.Grain.Stored.Single().UpdateId.ShouldBe(update.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Updates_of_every_kind_go_through_the_one_door_and_the_rest_is_confirmed()
    {
        await rig.StartGateway();
        var ann = rig.Bot.Person(42, "Ann", "ann");
        var group = rig.Bot.Group(-100, "Team");
        ann.Says("hi @molty_bot", group);
        ann.Edits(ann.LastMessageId, "hi again", group);
        ann.Reacts(ann.LastMessageId, "🔥", group);
        ann.Presses(new SimulatedMessage { MessageId = 1, ChatId = 42, Text = "?", At = rig.Time.GetUtcNow() }, "yes");
        ann.Blocks();
        rig.Bot.Receives("poll", new JsonObject { ["id"] = "1" });
        rig.Bot.Receives("message", "garbage");
        var last = rig.Bot.Receives("a_kind_of_2030", new JsonArray(1, 2));

        await rig.Bot.WhenConfirmed(last);

        rig.Grain.Stored.Select(message => message.Kind).ShouldBe(
            [InboundKind.Message, InboundKind.Edit, InboundKind.Reaction, InboundKind.Button, InboundKind.Membership]);
        rig.Grain.Stored.ShouldAllBe(message => message.Sender!.Id == "42");
        rig.Bot.Unconfirmed.ShouldBeEmpty();
        await rig.Bot.WhenCalled("answerCallbackQuery");
    }

    [Fact]
    public async Task An_offset_is_named_once_so_that_numbers_may_start_anew()
    {
        rig.Grain.AfterStore = _ =>
        {
            rig.Bot.Script("getUpdates", SimulatedAnswer.Success(new JsonArray()));
            rig.Grain.AfterStore = _ => Task.CompletedTask;
            return Task.CompletedTask;
        };
        await rig.StartGateway();
        var update = rig.Bot.Person(42, "Ann").Says("hello");

        await rig.AdvanceUntil(rig.Bot.WhenConfirmed(update), TimeSpan.FromSeconds(1));

        // Telegram may begin with any number after an idle week: only a poll that confirms may name an offset.
        rig.Bot.Calls.Where(call => call.Method == "getUpdates").Select(call => (long?)call.Body["offset"])
            .ShouldBe([null, update + 1, null, update + 1]);
        rig.Grain.Stored.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_webhook_left_behind_is_taken_away_before_polling()
    {
        await rig.StartGateway();
        await rig.Bot.WhenCalled("getUpdates");

        rig.Bot.Calls.Select(call => call.Method).Take(4).ShouldBe(["getMe", "setMyCommands", "deleteWebhook", "getUpdates"]);
        rig.Bot.Menu.ShouldBe(ChatCommands.Menu.Select(static command => command.Key));
    }

    [Fact]
    public async Task Outages_are_reported_and_overcome()
    {
        rig.Bot.Script(
            "getUpdates",
            SimulatedAnswer.Raw(502, "<html>"), SimulatedAnswer.Error(409, "Conflict: terminated by other getUpdates request"),
            SimulatedAnswer.TooManyRequests(9), SimulatedAnswer.Raw(200, "{\"ok\":true,\"result\":{}}"), SimulatedAnswer.Break());
        await rig.StartGateway();
        var update = rig.Bot.Person(42, "Ann").Says("hello");

        await rig.AdvanceUntil(rig.Bot.WhenConfirmed(update), TimeSpan.FromSeconds(1));

        rig.Grain.Stored.Count.ShouldBe(1);
        rig.Grain.Connections.ShouldContain(report => !report.Connected && report.ReconnectAttempts == 5);
        rig.Grain.Connections[^1].ShouldSatisfyAllConditions(
            report => report.Connected.ShouldBeTrue(), report => report.LastError.ShouldBeNull(), report => report.BotUsername.ShouldBe("molty_bot"),
            report => report.Mode.ShouldBe("polling"));
    }
}
