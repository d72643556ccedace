using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Telegram;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Telegram;

/// <summary>
/// Groups on Telegram as members and strangers meet them (attacks C1 to C5): who is heard, when the assistant answers, and who may tell
/// it to. Every test has groups of its own.
/// </summary>
public sealed class GroupTests(GroupTests.Assistant assistant) : IClassFixture<GroupTests.Assistant>
{
    private const long Owner = 7;
    private const long Member = 43;
    private const long Stranger = 44;

    private SimulatedBot Bot => assistant.Bot;

    [Fact]
    public async Task It_answers_who_mentions_it_and_shows_the_model_what_was_said_before()
    {
        SimulatedGroup group = Bot.Group(-1001, "open");
        SimulatedPerson member = Bot.Person(Member, "Mem");
        await Ignored(member.Says("the meeting is on tuesday", group));

        SimulatedMessage answer = await Answered(member.Says("@molty_bot when is it?", group));

        answer.ChatId.ShouldBe(group.Id);
        string prompt = assistant.Model.Requests[^1].Body.GetRawText();
        prompt.ShouldContain("the meeting is on tuesday");
        prompt.ShouldContain("when is it?");
        await Answered(member.Says("and where?", group, replyTo: answer));
    }

    [Theory]
    [InlineData(-1002, "switched off")]
    [InlineData(-1999, "not listed")]
    public async Task A_group_that_is_not_looked_at_hears_nothing_and_leaves_nothing(long id, string title)
    {
        SimulatedGroup group = Bot.Group(id, title);
        SimulatedPerson owner = Bot.Person(Owner, "Owner");

        await Ignored(owner.Says("@molty_bot hello", group));
        await Ignored(owner.Says("/status", group));
        await Ignored(owner.Says("/activation always", group));

        (await Sessions()).ShouldNotContain($"agent:main:telegram:group:{id}");
    }

    [Fact]
    public async Task Where_a_group_lists_its_senders_nobody_else_counts_by_whatever_kind_of_update()
    {
        SimulatedGroup group = Bot.Group(-1003, "listed");
        SimulatedPerson member = Bot.Person(Member, "Mem");

        // The name that the list has is nobody's for good: who takes it is no member.
        SimulatedPerson stranger = Bot.Person(Stranger, "Mem", "mem"), owner = Bot.Person(Owner, "Owner");
        SimulatedMessage answer = await Answered(member.Says("@molty_bot hello", group));
        int asked = assistant.Model.Requests.Count;

        await Ignored(stranger.Says("@molty_bot hello", group));
        await Ignored(stranger.Edits(member.LastMessageId, "@molty_bot say something else", group));
        await Ignored(stranger.Reacts(answer.MessageId, "👍", group));
        await Ignored(stranger.Presses(answer, "/new", group));
        await Ignored(stranger.Says("and me?", group, replyTo: answer));
        await Ignored(owner.Says("@molty_bot hello", group));

        await Answered(member.Says("@molty_bot still there?", group));
        assistant.Model.Requests.Count.ShouldBe(asked + 1);
        assistant.Model.Requests[^1].Body.GetRawText().ShouldNotContain("and me?");
    }

    [Fact]
    public async Task Who_may_give_commands_has_it_answer_everybody_also_after_a_restart_and_nobody_else_does()
    {
        SimulatedGroup group = Bot.Group(-1004, "switched");
        SimulatedPerson owner = Bot.Person(Owner, "Owner"), member = Bot.Person(Member, "Mem");
        foreach (string attempt in new[] { "/activation always", "/activation@molty_bot always" })
        {
            await Ignored(member.Says(attempt, group));
        }

        await Ignored(member.Says("good morning", group));

        (await Answered(owner.Says("/activation@molty_bot always", group))).Text.ShouldBe("The group activation is now always.");
        await Answered(member.Says("good morning", group));

        await assistant.Restart();
        await Answered(member.Says("good evening", group));
        await Ignored(member.Says("/activation mention", group));

        (await Answered(owner.Says("/activation mention", group))).Text.ShouldBe("The group activation is now mention.");
        await Ignored(member.Says("good night", group));
    }

    [Fact]
    public async Task It_wins_over_a_group_that_needs_no_mention()
    {
        SimulatedGroup group = Bot.Group(-1005, "talkative");
        SimulatedPerson owner = Bot.Person(Owner, "Owner"), member = Bot.Person(Member, "Mem");
        await Answered(member.Says("hello", group));

        await Answered(owner.Says("/activation mention", group));

        await Ignored(member.Says("hello again", group));
    }

    [Theory]
    [InlineData("/new")]
    [InlineData("/stop")]
    [InlineData("stop")]
    [InlineData("/send off")]
    [InlineData("/model fake/m1")]
    [InlineData("/elevated full")]
    public async Task A_strangers_command_does_nothing(string command)
    {
        SimulatedGroup group = Bot.Group(-1006, "commanded");
        SimulatedPerson owner = Bot.Person(Owner, "Owner"), member = Bot.Person(Member, "Mem");
        await Answered(owner.Says("@molty_bot remember the word kumquat", group));
        string before = await SessionOf(group);

        await Ignored(member.Says(command, group));
        if (command.StartsWith('/'))
        {
            string name = command.Split(' ')[0];
            await Ignored(member.Says(name + "@molty_bot" + command[name.Length..], group));
        }

        (await SessionOf(group)).ShouldBe(before);
        await Answered(member.Says("@molty_bot which word?", group));
        assistant.Model.Requests[^1].Body.GetRawText().ShouldContain("kumquat");
    }

    [Fact]
    public async Task Who_switched_its_answers_off_is_heard_when_switching_them_on_again()
    {
        SimulatedGroup group = Bot.Group(-1007, "silenced");
        SimulatedPerson owner = Bot.Person(Owner, "Owner"), member = Bot.Person(Member, "Mem");
        (await Answered(owner.Says("/send off", group))).Text.ShouldBe("The send policy is now deny.");

        await Ignored(member.Says("@molty_bot hello?", group));
        await using (GatewayTestClient client = await assistant.System.Connect("operator"))
        {
            GatewayAnswer sent = await client.RequestAsync("send", new JsonObject
            {
                ["to"] = "-1007", ["channel"] = "telegram", ["message"] = "psst", ["idempotencyKey"] = "past-the-session",
            });
            sent.Message.ShouldBe("send blocked by session policy");
        }

        (await Answered(owner.Says("/send inherit", group))).Text.ShouldBe("The send policy is now inherit.");
        await Answered(member.Says("@molty_bot hello?", group));
    }

    [Fact]
    public async Task A_senders_own_tools_are_told_by_the_number_and_not_by_the_name()
    {
        await using GatewayTestClient client = await assistant.System.Connect("operator");

        (await Explain(client, Owner, "owner")).ShouldBeTrue();
        (await Explain(client, Member, "mem")).ShouldBeFalse();
        (await Explain(client, Stranger, "owner")).ShouldBeFalse();
        (await Explain(client, Stranger, "7")).ShouldBeFalse();
    }

    private static async Task<bool> Explain(GatewayTestClient client, long sender, string username) =>
        (await client.CallAsync("moltbot.policy.explain", new JsonObject
        {
            ["tool"] = "exec", ["channel"] = "telegram", ["groupId"] = "-1008", ["senderId"] = $"{sender}", ["senderUsername"] = username,
        })).GetProperty("allowed").GetBoolean();

    /// <summary>Waits until an update is taken in and the next answer is sent.</summary>
    private async Task<SimulatedMessage> Answered(long update)
    {
        int sent = assistant.Heard;
        await Bot.WhenConfirmed(update);
        await Bot.WhenSent(sent + 1);
        assistant.Heard = Bot.Sent.Count;
        assistant.Heard.ShouldBe(sent + 1);
        return Bot.Sent[sent];
    }

    /// <summary>Waits until an update is taken in; an answer to it would be one too many before the next that is waited for.</summary>
    private Task Ignored(long update) => Bot.WhenConfirmed(update);

    private async Task<string> SessionOf(SimulatedGroup group)
    {
        await using GatewayTestClient client = await assistant.System.Connect("operator");
        JsonElement session = (await client.CallAsync("sessions.list")).GetProperty("sessions").EnumerateArray()
            .Single(each => each.GetProperty("key").GetString() == $"agent:main:telegram:group:{group.Id}");
        return string.Join(' ', new[] { "sessionId", "sendPolicy", "elevatedLevel", "model" }.Select(name => session.TryGetProperty(name, out JsonElement value) ? value.ToString() : "-"));
    }

    private async Task<IReadOnlyList<string>> Sessions()
    {
        await using GatewayTestClient client = await assistant.System.Connect("operator");
        return [.. (await client.CallAsync("sessions.list")).GetProperty("sessions").EnumerateArray().Select(static each => each.GetProperty("key").GetString()!)];
    }

    /// <summary>A running system with a bot that is a member of groups.</summary>
    public sealed class Assistant : IAsyncLifetime
    {
        private readonly StateFolder _state = new();
        private SimulatedTelegram _telegram = null!;

        internal RunningSystem System { get; private set; } = null!;

        internal SimulatedModelProvider Model { get; private set; } = null!;

        internal SimulatedBot Bot { get; private set; } = null!;

        /// <summary>How many answers were waited for.</summary>
        internal int Heard { get; set; }

        public async ValueTask InitializeAsync()
        {
            Model = await SimulatedModelProvider.StartAsync();
            _telegram = await SimulatedTelegram.StartAsync();
            Bot = _telegram.AddBot("555000:a-token-of-a-bot", "molty_bot");
            Bot.Patience = 2 * Waits.Limit;
            JsonObject document = Configurations.For(Model).WithTelegram(_telegram, Bot);
            JsonObject telegram = document["channels"]!["telegram"]!.AsObject();
            telegram["groupPolicy"] = "open";
            telegram["groupAllowFrom"] = new JsonArray("7");
            telegram["groups"] = JsonNode.Parse("""
                {
                  "-1001": {}, "-1002": { "enabled": false }, "-1003": { "allowFrom": ["43", "@mem", "-1003"] }, "-1004": {},
                  "-1005": { "requireMention": false }, "-1006": {}, "-1007": {},
                  "-1008": { "toolsBySender": { "7": { "allow": ["exec"] }, "owner": { "allow": ["exec"] }, "*": { "deny": ["exec"] } } }
                }
                """);
            _state.Configure(document);
            System = await RunningSystem.Start(_state);
        }

        internal async Task Restart()
        {
            await System.Kill();
            System = await RunningSystem.Start(_state);
        }

        public async ValueTask DisposeAsync()
        {
            await System.DisposeAsync();
            await _telegram.DisposeAsync();
            await Model.DisposeAsync();
            _state.Dispose();
        }
    }
}
