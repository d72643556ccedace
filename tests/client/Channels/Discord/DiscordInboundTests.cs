using System.Text.Json.Nodes;
using Moltbot.Gateway.Channels.Discord.Inbound;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Commands;
using Moltbot.TestSupport.Discord;
using Moltbot.TestSupport.Platforms;

namespace Moltbot.Gateway.Tests.Channels.Discord;

/// <summary>From Discord to the account: what only Discord has.</summary>
public sealed class DiscordInboundTests : IAsyncLifetime
{
    private DiscordRig rig = null!;

    public async ValueTask InitializeAsync() => rig = await DiscordRig.StartAsync();

    public async ValueTask DisposeAsync() => await rig.DisposeAsync();

    [Fact]
    public async Task A_message_tells_its_guild_its_channel_and_the_one_its_thread_is_in()
    {
        var guild = rig.Bot.Guild("Friends");
        var general = guild.Channel("general");
        var thread = guild.Thread(general, "a thread", rig.Bot.Id);
        await rig.Connect();
        var late = guild.Channel("late");
        var ann = rig.Bot.Person("ann");
        ann.Says("one", general);
        ann.Says("two", thread);
        await rig.Confirmed(ann.Says("three", late));

        rig.Grain.Stored.Select(message => (message.ChatId, message.ChatTitle, message.SpaceId, message.SpaceTitle, message.ParentChatId, message.ParentTitle, message.IsOwnThread)).ShouldBe(
        [
            (general.Id, "general", guild.Id, "Friends", null, null, false),
            (thread.Id, "a thread", guild.Id, "Friends", general.Id, "general", true),
            (late.Id, "late", guild.Id, "Friends", null, null, false),
        ]);
        rig.Grain.Stored.ShouldAllBe(message => message.ChatKind == ChatKind.Channel);
        rig.Bot.Calls.ShouldNotContain(call => call.Method == "getChannel" || call.Method == "getGuild");
    }

    [Fact]
    public async Task A_session_that_is_taken_up_asks_for_the_places_it_was_not_told()
    {
        var guild = rig.Bot.Guild("Friends");
        var thread = guild.Thread(guild.Channel("general"), "a thread", "1");
        var first = await rig.Connect();
        var ann = rig.Bot.Person("ann");
        await rig.Confirmed(ann.Says("one", thread));
        await rig.AdvanceUntil(first.DisposeAsync().AsTask(), TimeSpan.FromSeconds(1));

        await rig.Connect();
        ann.Says("two", thread);
        await rig.Confirmed(ann.Says("three", thread));

        rig.Bot.Sessions.Single().Resumed.ShouldBe(1);
        rig.Grain.Stored.ShouldAllBe(message => message.SpaceTitle == "Friends" && message.ParentTitle == "general");
        rig.Bot.Calls.Count(call => call.Method == "getChannel").ShouldBe(2);
        rig.Bot.Calls.Count(call => call.Method == "getGuild").ShouldBe(1);
    }

    [Fact]
    public async Task What_was_said_in_a_place_that_cannot_be_looked_up_waits()
    {
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        rig.Bot.Script("getChannel", SimulatedAnswer.Raw(500, "x"), SimulatedAnswer.Raw(500, "x"), DiscordAnswers.TooManyRequests(2));

        await rig.Confirmed(ann.Says("patience"));

        rig.Grain.Stored.Single().Text.ShouldBe("patience");
        rig.Bot.Calls.Count(call => call.Method == "getChannel").ShouldBe(4);
    }

    [Fact]
    public async Task A_place_that_the_bot_may_not_look_at_has_its_id_alone()
    {
        await rig.Connect();
        rig.Bot.Script("getChannel", DiscordAnswers.Failure(403, 50001, "Missing Access"));
        rig.Bot.Script("getGuild", DiscordAnswers.Failure(403, 50001, "Missing Access"));
        var ann = rig.Bot.Person("ann");

        await rig.Confirmed(ann.Publishes("MESSAGE_CREATE", Changed(ann.Message("hi"), message => message["guild_id"] = "77"), new SimulatedDiscordChannel("5", 0, "77", null)));

        rig.Grain.Stored.Single().ShouldSatisfyAllConditions(
            message => message.SpaceId.ShouldBe("77"), message => message.SpaceTitle.ShouldBeNull(), message => message.ChatTitle.ShouldBeNull(),
            message => message.ChatKind.ShouldBe(ChatKind.Channel), message => message.IsUnknownPlace.ShouldBeTrue());
    }

    [Fact]
    public async Task What_cannot_be_looked_up_is_no_direct_chat_and_is_looked_up_again_soon()
    {
        await rig.Connect();
        rig.Bot.Script("getChannel", DiscordAnswers.Failure(403, 50001, "Missing Access"));
        var ann = rig.Bot.Person("ann");
        ann.Says("one");
        await rig.Confirmed(ann.Says("two"));
        rig.Grain.Stored.ShouldAllBe(message => message.ChatKind == ChatKind.Group && message.IsUnknownPlace);
        rig.Bot.Calls.Count(call => call.Method == "getChannel").ShouldBe(1, "whoever makes the bot ask in vain does it once a minute");

        await rig.AdvanceUntil(Task.Delay(FailedLookups.Pause, rig.Time, TestContext.Current.CancellationToken), TimeSpan.FromMilliseconds(250));
        await rig.Confirmed(ann.Says("three"));

        rig.Grain.Stored[^1].ShouldSatisfyAllConditions(message => message.ChatKind.ShouldBe(ChatKind.Direct), message => message.IsUnknownPlace.ShouldBeFalse());
    }

    [Fact]
    public async Task A_command_from_a_thread_that_the_bot_may_not_look_at_goes_by_its_channel()
    {
        var guild = rig.Bot.Guild("Friends");
        var general = guild.Channel("general");
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        ann.Uses("status", channel: new SimulatedDiscordChannel("55", 12, guild.Id, "hidden", general.Id));
        await rig.Confirmed(ann.Uses("status", channel: new SimulatedDiscordChannel("56", 12, guild.Id, "hidden", "57")));

        rig.Grain.Stored.Select(message => (message.ChatId, message.ParentChatId, message.ParentTitle, message.IsUnknownPlace)).ShouldBe(
            [("55", general.Id, "general", false), ("56", "57", null, true)]);
        rig.Bot.Calls.Count(call => call.Method == "getChannel").ShouldBe(1, "for the channel of which nothing is told");
    }

    [Theory]
    [InlineData(1, ChatKind.Direct)]
    [InlineData(2, ChatKind.Group)]
    public async Task A_command_from_a_chat_that_the_bot_is_not_in_is_not_one_from_the_chat_with_it(int context, ChatKind expected)
    {
        await rig.Connect();
        var update = rig.Bot.Publish(0, "INTERACTION_CREATE", new JsonObject
        {
            ["id"] = "900", ["application_id"] = rig.Bot.Id, ["type"] = 2, ["token"] = "t", ["channel_id"] = "88", ["context"] = context,
            ["channel"] = new JsonObject { ["id"] = "88", ["type"] = 1 }, ["data"] = new JsonObject { ["name"] = "status", ["type"] = 1 },
            ["user"] = new JsonObject { ["id"] = "7", ["username"] = "ann" },
        });

        await rig.Confirmed(update);

        rig.Grain.Stored.Single().ShouldSatisfyAllConditions(message => message.ChatKind.ShouldBe(expected), message => message.IsUnknownPlace.ShouldBeFalse());
        rig.Bot.Calls.ShouldNotContain(call => call.Method == "getChannel");
    }

    [Fact]
    public async Task What_the_bot_offers_none_of_makes_it_ask_nothing()
    {
        await rig.Connect();
        rig.Bot.Publish(0, "INTERACTION_CREATE", new JsonObject { ["id"] = "900", ["application_id"] = "1", ["type"] = 9, ["token"] = "t", ["channel_id"] = "88" });
        await rig.Confirmed(rig.Bot.Person("ann").Says("else"));

        rig.Bot.Calls.Count(call => call.Method == "getChannel").ShouldBe(1);
    }

    [Fact]
    public async Task A_place_that_nobody_can_tell_of_holds_up_the_rest_for_a_while_only_and_says_why()
    {
        await rig.Connect();
        rig.Bot.Script("getChannel", [.. Enumerable.Repeat(SimulatedAnswer.Raw(500, "x"), FailedLookups.MostFaults)]);
        var ann = rig.Bot.Person("ann");

        await rig.Confirmed(ann.Says("patience"));

        rig.Grain.Stored.Single().IsUnknownPlace.ShouldBeTrue();
        rig.Grain.Connections.ShouldContain(report => report.LastError != null && report.LastError.Contains("a channel could not be looked up: GET /channels/{channel}: Unknown (500)"));
        rig.Grain.Connections[^1].LastError.ShouldBeNull();
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_stops_no_other_and_is_on_record()
    {
        await rig.Connect();
        rig.Bot.SendRaw("{\"op\":0,\"s\":2,\"t\":\"CHANNEL_DELETE\",\"d\":{\"id\":\"\\ud800\"}}");
        rig.Bot.SendRaw("{\"op\":0,\"s\":3,\"t\":\"INTERACTION_CREATE\",\"d\":{\"id\":\"900\",\"application_id\":\"1\",\"type\":2,\"token\":\"t\",\"channel_id\":\"88\",\"context\":1,\"user\":{\"id\":\"7\"},\"data\":{\"name\":\"new\",\"type\":1,\"options\":[{\"name\":\"text\",\"value\":\"\\ud800\"}]}}}");
        await rig.AdvanceUntil(rig.Grain.When(grain => grain.Stored.Count == 1, "the command"), TimeSpan.FromMilliseconds(250));

        rig.Grain.Stored.Single().Text.ShouldBe("/new");
    }

    [Fact]
    public async Task A_guilds_channel_is_no_direct_chat_whatever_an_event_leaves_out()
    {
        var general = rig.Bot.Guild("Friends").Channel("general");
        await rig.Connect();
        var ann = rig.Bot.Person("ann");

        await rig.Confirmed(ann.Publishes("MESSAGE_CREATE", Changed(ann.Message("hi", general), message => message.Remove("guild_id")), general));

        rig.Grain.Stored.Single().ShouldSatisfyAllConditions(
            message => message.ChatKind.ShouldBe(ChatKind.Channel), message => message.SpaceId.ShouldBe(general.GuildId), message => message.SpaceTitle.ShouldBe("Friends"));
    }

    [Fact]
    public async Task Mentions_are_of_the_bot_of_its_own_role_or_of_others()
    {
        var guild = rig.Bot.Guild("Friends");
        var general = guild.Channel("general");
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        string[] texts = [$"<@{rig.Bot.Id}> hi", $"hi <@!{rig.Bot.Id}>", $"<@&{guild.BotRoleId}> hi", "<@&12345> hi", "<@777> hi", "@everyone hi", "hi"];
        long last = 0;
        foreach (var text in texts)
        {
            last = ann.Says(text, general);
        }

        await rig.Confirmed(last);

        rig.Grain.Stored.Select(message => (message.MentionsBot, message.MentionsAnyone)).ShouldBe(
            [(true, true), (true, true), (true, true), (false, true), (false, true), (false, true), (false, false)]);
        rig.Grain.Stored[0].Text.ShouldBe("hi");
        rig.Grain.Stored[1].Text.ShouldBe($"hi <@!{rig.Bot.Id}>");
    }

    [Fact]
    public async Task An_answer_to_the_bot_is_one_by_the_message_it_answers()
    {
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        rig.Grain.Enqueue("p1", ann.Direct.Id, "question");
        rig.LastGateway.OnEvent("default", DiscordRig.Work);
        await rig.Reported(1);
        var reply = ann.Message("answer", replyTo: rig.Bot.Sent[0]);
        ann.Publishes("MESSAGE_CREATE", reply);
        var other = (JsonObject)reply.DeepClone();
        other["id"] = rig.Bot.NextId();
        other["referenced_message"]!["author"]!["id"] = "99";

        await rig.Confirmed(ann.Publishes("MESSAGE_CREATE", other));

        rig.Grain.Stored.Select(message => message.RepliesToBot).ShouldBe([true, false]);
        rig.Grain.Stored[0].ReplyToMessageId.ShouldBe(rig.Bot.Sent[0].Id);
    }

    [Fact]
    public async Task Media_forwards_and_notices_are_told_as_what_they_are()
    {
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        ann.Publishes("MESSAGE_CREATE", Changed(ann.Message(""), message => message["attachments"] = new JsonArray(
            new JsonObject { ["content_type"] = "image/png" }, new JsonObject { ["content_type"] = "application/pdf" }, new JsonObject())));
        ann.Publishes("MESSAGE_CREATE", Changed(ann.Message(""), message =>
        {
            message["message_reference"] = new JsonObject { ["type"] = 1, ["message_id"] = "5" };
            message["message_snapshots"] = new JsonArray(new JsonObject { ["message"] = new JsonObject { ["content"] = "passed on" } });
        }));
        ann.Publishes("MESSAGE_CREATE", Changed(ann.Message("joined"), message => message["type"] = 7));
        ann.Publishes("MESSAGE_CREATE", ann.Message(""));
        await rig.Confirmed(ann.Publishes("MESSAGE_CREATE", Changed(ann.Message("by hook"), message => message["webhook_id"] = "9")));

        rig.Grain.Stored.Count.ShouldBe(3);
        rig.Grain.Stored[0].MediaKinds.ShouldBe(["image", "document"]);
        rig.Grain.Stored[1].Text.ShouldBe("[Forwarded message]\npassed on");
        rig.Grain.Stored[2].Sender!.IsBot.ShouldBeTrue();
    }

    [Fact]
    public async Task Only_a_change_of_the_text_is_an_edit()
    {
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        ann.Says("see https://example.com");
        var preview = ann.Message("see https://example.com");
        preview["id"] = ann.LastMessageId;
        ann.Publishes("MESSAGE_UPDATE", preview);
        ann.Edits(ann.LastMessageId, "changed");
        ann.Publishes("MESSAGE_UPDATE", new JsonObject { ["id"] = ann.LastMessageId, ["channel_id"] = ann.Direct.Id });
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.Confirmed(ann.Edits(ann.LastMessageId, "again"));

        rig.Grain.Stored.Select(message => (message.Kind, message.Text)).ShouldBe(
            [(InboundKind.Message, "see https://example.com"), (InboundKind.Edit, "changed"), (InboundKind.Edit, "again")]);
    }

    [Fact]
    public async Task A_message_that_is_taken_away_is_told_with_who_wrote_it()
    {
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        ann.Says("never mind");
        ann.Deletes(ann.LastMessageId);
        ann.Deletes("123");
        await rig.Confirmed(ann.Says("else"));

        rig.Grain.Stored.Select(message => message.Kind).ShouldBe([InboundKind.Message, InboundKind.Deletion, InboundKind.Message]);
        rig.Grain.Stored[1].ShouldSatisfyAllConditions(
            message => message.Sender!.Id.ShouldBe(ann.Id), message => message.MessageId.ShouldBe(rig.Grain.Stored[0].MessageId));
    }

    [Fact]
    public async Task Of_a_message_from_before_the_connection_the_account_is_told_that_it_is_gone()
    {
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        var recent = IdOf(rig.Time.GetUtcNow() - TimeSpan.FromHours(23));
        ann.Deletes(recent);
        ann.Deletes(IdOf(rig.Time.GetUtcNow() - TimeSpan.FromHours(25)));
        await rig.Confirmed(ann.Says("else"));

        rig.Grain.Stored.Select(message => message.Kind).ShouldBe([InboundKind.Deletion, InboundKind.Message]);
        rig.Grain.Stored[0].ShouldSatisfyAllConditions(
            message => message.Sender.ShouldBeNull(), message => message.MessageId.ShouldBe(recent), message => message.AboutUpdateId.ShouldBe("m:" + recent));
    }

    [Fact]
    public async Task Reactions_tell_whose_message_they_are_to()
    {
        var general = rig.Bot.Guild("Friends").Channel("general");
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        ann.Reacts("10", "🔥", general, rig.Bot.Id);
        await rig.Confirmed(ann.Reacts("11", "🔥", general, "99"));

        rig.Grain.Stored.Select(message => (message.Text, message.RepliesToBot, message.MessageId)).ShouldBe([("🔥", true, "10"), ("🔥", false, "11")]);
        rig.Grain.Stored.ShouldAllBe(message => message.Sender!.Id == ann.Id);
    }

    [Fact]
    public async Task A_command_is_the_text_it_stands_for_and_is_answered_in_time_after_it_was_stored()
    {
        var stored = new TaskCompletionSource();
        rig.Grain.BeforeStore = _ => stored.Task;
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        var update = ann.Uses("new", "and now?");
        await rig.Grain.When(grain => grain.Received.Count == 1, "the command");
        rig.Bot.Interactions.Single().Answer.ShouldBeNull("nothing is acknowledged before it is stored");

        stored.SetResult();
        await rig.Bot.WhenCalled("answerInteraction");
        await rig.Confirmed(update);

        rig.Bot.Interactions.Single().Answer.ShouldBe(5);
        rig.Grain.Stored.Single().ShouldSatisfyAllConditions(
            message => message.Kind.ShouldBe(InboundKind.Command), message => message.Text.ShouldBe("/new and now?"), message => message.Sender!.Id.ShouldBe(ann.Id),
            message => message.MessageId.ShouldBeNull(), message => message.InteractionId.ShouldBe(rig.Bot.Interactions.Single().Id), message => message.MentionsBot.ShouldBeTrue());
    }

    [Fact]
    public async Task A_button_shows_nothing_and_carries_its_data()
    {
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        rig.Grain.Enqueue("p1", ann.Direct.Id, "allow?");
        rig.LastGateway.OnEvent("default", DiscordRig.Work);
        await rig.Reported(1);

        await rig.Answered(ann.Presses(rig.Bot.Sent[0], "mbapprove:a1:allow-once"));

        rig.Bot.Interactions.Single().Answer.ShouldBe(6);
        rig.Grain.Stored.Single().ShouldSatisfyAllConditions(
            message => message.Kind.ShouldBe(InboundKind.Button), message => message.Text.ShouldBe("mbapprove:a1:allow-once"), message => message.RepliesToBot.ShouldBeTrue(),
            message => message.MessageId.ShouldBe(rig.Bot.Sent[0].Id), message => message.Sender!.Id.ShouldBe(ann.Id));
    }

    [Fact]
    public async Task Who_is_not_let_in_sees_no_sign_of_life()
    {
        rig.Grain.Sequel = InboundSequel.None;
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        ann.Uses("status");
        await rig.Confirmed(ann.Presses(new SimulatedDiscordMessage { Id = "1", ChannelId = ann.Direct.Id, Content = "x", At = default }, "yes"));

        rig.Grain.Stored.Count.ShouldBe(2);
        rig.Bot.Interactions.ShouldAllBe(interaction => interaction.Answer == null);
    }

    [Fact]
    public async Task Thinking_is_shown_only_where_an_answer_takes_its_place()
    {
        rig.Grain.Sequel = InboundSequel.Silent;
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        ann.Uses("status");
        await rig.Answered(ann.Presses(new SimulatedDiscordMessage { Id = "1", ChannelId = ann.Direct.Id, Content = "x", At = default }, "yes"));

        rig.Bot.Interactions.Select(interaction => interaction.Answer).ShouldBe([null, 6]);
    }

    [Fact]
    public async Task What_Discord_does_not_answer_keeps_no_other_event_waiting()
    {
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        rig.Bot.Script("answerInteraction", SimulatedAnswer.AcceptThenHang());
        ann.Uses("status");
        await rig.Bot.WhenCalled("answerInteraction");
        ann.Says("meanwhile");

        await rig.Grain.When(grain => grain.Stored.Count == 2, "the message");

        await rig.Time.WhenArmed(TimeSpan.FromSeconds(3));
        rig.Time.Advance(TimeSpan.FromSeconds(3));
        rig.Grain.Enqueue("p1", ann.Direct.Id, "all is well", interaction: rig.Bot.Interactions.Single().Id);
        rig.LastGateway.OnEvent("default", DiscordRig.Work);
        await rig.Reported(1);
        rig.Bot.Sent.Single().InteractionId.ShouldBeNull("whether Discord took the word for it is unknown");
    }

    [Fact]
    public async Task What_is_given_with_a_command_stands_in_its_order_whatever_order_it_comes_in()
    {
        await rig.Connect();
        await rig.Answered(rig.Bot.Person("ann").Uses("approve", [("decision", "deny"), ("id", "a1")]));

        rig.Grain.Stored.Single().Text.ShouldBe("/approve a1 deny");
    }

    [Fact]
    public async Task Commands_are_offered_once_and_not_where_they_are_switched_off()
    {
        var first = await rig.Connect();
        rig.Bot.Menu.ShouldBe(ChatCommands.Menu.Select(static command => command.Key));
        await rig.AdvanceUntil(first.DisposeAsync().AsTask(), TimeSpan.FromSeconds(1));
        var second = await rig.Connect();
        rig.Bot.Calls.Count(call => call.Method == "setCommands").ShouldBe(1);
        await rig.AdvanceUntil(second.DisposeAsync().AsTask(), TimeSpan.FromSeconds(1));

        await rig.Connect("""{"commands":{"native":false}}""");
        rig.Bot.Calls.Count(call => call.Method == "getCommands").ShouldBe(2);
    }

    [Fact]
    public async Task A_session_asks_for_more_only_when_told_to()
    {
        await rig.Connect("""{"intents":{"presence":true,"guildMembers":true}}""");

        rig.Bot.Sessions.Single().Intents.ShouldBe(Moltbot.Gateway.Channels.Discord.Gateway.Intents.Needed | (1 << 8) | (1 << 1));
    }

    private static string IdOf(DateTimeOffset at) =>
        ((ulong)(at.ToUnixTimeMilliseconds() - 1_420_070_400_000) << 22).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject Changed(JsonObject message, Action<JsonObject> change)
    {
        change(message);
        return message;
    }
}
