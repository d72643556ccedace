using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Tests.Support;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.Gateway.Tests.Methods;

/// <summary>What a client may send to chats: not where the send policy says no, and no session's words into a chat it is not bound to.</summary>
public sealed class WaysOutTests
{
    private const string Telegram = "channels: { telegram: { botToken: '555000:AAGcanary-of-the-bot-token-0123456789', allowFrom: ['42'] } }";
    private const string Blocked = "send blocked by session policy";

    [Theory]
    [InlineData("42", "{ channel: 'telegram' }")]
    [InlineData("-100", "{ chatType: 'group' }")]
    [InlineData("telegram:group:-0100", "{ keyPrefix: 'agent:main:telegram:group:-100' }")]
    [InlineData("@somewhere", "{ chatType: 'group' }")]
    public async Task Nothing_is_sent_or_delivered_where_a_rule_forbids_it(string to, string match)
    {
        await using ConversationRig rig = await ConversationRig.Start($"{Telegram}, session: {{ sendPolicy: {{ rules: [{{ action: 'deny', match: {match} }}] }} }}");

        (await rig.Client.RequestAsync("send", Send(to))).ShouldSatisfyAllConditions(
            answer => answer.Code.ShouldBe("INVALID_REQUEST"), answer => answer.Message.ShouldBe(Blocked));
        (await rig.Client.RequestAsync("agent", Agent(to))).Message.ShouldBe(Blocked);

        (await Queued(rig)).ShouldBe(0);
        rig.Model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_switched_off_in_the_chat_is_not_sent_past_it()
    {
        await using ConversationRig rig = await ConversationRig.Start(Telegram);
        await Bind(rig);
        await rig.Client.CallAsync("sessions.patch", new JsonObject { ["key"] = "main", ["sendPolicy"] = "deny" });

        (await rig.Client.RequestAsync("send", Send("42"))).Message.ShouldBe(Blocked);
        (await rig.Client.RequestAsync("agent", Agent("42", "agent:main:other"))).Message.ShouldBe(Blocked);
        (await rig.Client.RequestAsync("chat.send", new JsonObject
        {
            ["sessionKey"] = "main", ["message"] = "hi", ["deliver"] = true, ["idempotencyKey"] = "c1",
        })).Message.ShouldBe(Blocked);
        (await Queued(rig)).ShouldBe(1);
    }

    [Fact]
    public async Task A_sessions_reply_goes_to_another_chat_of_its_channel_unless_that_is_forbidden()
    {
        await using ConversationRig rig = await ConversationRig.Start(Telegram);
        await Bind(rig);

        (await Deliver(rig, "4711")).ShouldBe("ok");

        (await Queued(rig)).ShouldBe(2);
    }

    [Theory]
    [InlineData("4711", "target=\"4711\" while bound to \"42\" (channel=telegram)")]
    [InlineData("-100:topic:7", "target=\"-100\" while bound to \"42\" (channel=telegram)")]
    public async Task Where_it_is_forbidden_it_goes_to_its_own_chat_only(string to, string reason)
    {
        await using ConversationRig rig = await ConversationRig.Start(Telegram + ", tools: { message: { crossContext: { allowWithinProvider: false } } }");
        await Bind(rig);

        GatewayAnswer refused = await rig.Client.RequestAsync("agent", Agent(to));
        (refused.Code, refused.Message).ShouldBe(("INVALID_REQUEST", "Cross-context messaging denied: action=send " + reason + "."));
        (await Queued(rig)).ShouldBe(1);

        (await Deliver(rig, "telegram:42")).ShouldBe("ok");
        (await Queued(rig)).ShouldBe(2);
    }

    [Fact]
    public async Task A_session_that_nobody_wrote_to_is_bound_to_nothing_by_where_its_reply_went()
    {
        await using ConversationRig rig = await ConversationRig.Start(Telegram + ", tools: { message: { crossContext: { allowWithinProvider: false } } }");

        (await Deliver(rig, "4711")).ShouldBe("ok");
        (await Deliver(rig, "4712", id: "a2")).ShouldBe("ok");

        JsonElement session = (await rig.Client.CallAsync("sessions.list")).GetProperty("sessions")[0];
        session.TryGetProperty("lastTo", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_groups_session_is_bound_to_its_group_before_anybody_wrote_in_it()
    {
        await using ConversationRig rig = await ConversationRig.Start(Telegram + ", tools: { message: { crossContext: { allowWithinProvider: false } } }");

        (await rig.Client.RequestAsync("agent", Agent("4711", "agent:main:telegram:group:-100"))).Message!.ShouldContain("while bound to \"-100\"");
        (await rig.Client.RequestAsync("agent", Agent("4711", "agent:main:discord:channel:99"))).Message!.ShouldContain("while bound to \"discord\"");
        (await Queued(rig)).ShouldBe(0);
    }

    private static async Task<string?> Deliver(ConversationRig rig, string to, string id = "a1")
    {
        string request = await rig.Client.SendAsync("agent", Agent(to, id: id));
        (await rig.Client.AnswerAsync(request)).Require();
        return (await rig.Client.AnswerAsync(request)).Require().GetProperty("status").GetString();
    }

    private static JsonObject Send(string to) => new() { ["to"] = to, ["channel"] = "telegram", ["message"] = "hi", ["idempotencyKey"] = "s1" };

    private static JsonObject Agent(string to, string key = "main", string id = "a1") => new()
    {
        ["message"] = "say something", ["sessionKey"] = key, ["deliver"] = true, ["channel"] = "telegram", ["to"] = to, ["idempotencyKey"] = id,
    };

    private static async Task<int> Queued(ConversationRig rig) =>
        (await rig.Client.CallAsync("channels.status")).GetProperty("channelAccounts").GetProperty("telegram")[0].GetProperty("outbox").GetProperty("queued").GetInt32();

    /// <summary>Somebody writes on Telegram and is answered: from now on the main session is bound to that chat.</summary>
    private static async Task Bind(ConversationRig rig)
    {
        await rig.WrittenTo("u1", "42");
        await rig.Client.EventAsync("chat", chat => chat.GetProperty("runId").GetString() == "@telegram:default:u1" && chat.GetProperty("state").GetString() == "final");
    }
}
