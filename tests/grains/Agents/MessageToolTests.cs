using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Storage;
using Moltbot.Storage.Outbox;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Agents;

/// <summary><c>message</c>: which turns write to which chats, and what is told of it.</summary>
public sealed class MessageToolTests : IAsyncLifetime
{
    private const string Elsewhere = """{"message":"dinner is ready","channel":"telegram","to":"77"}""";
    private const string NoTool = CronRig.NoTool;
    private readonly TemporaryFolder _folder = new();
    private CronRig _rig = null!;
    private int _runs;

    public async ValueTask InitializeAsync() => _rig = await CronRig.Start();

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_text_goes_to_the_chat_that_is_named_and_the_model_is_told_that_it_arrived()
    {
        await using SessionHost silo = await Silo();
        await using OutboxPlatform platform = await OutboxPlatform.Open(silo);

        JsonElement told = JsonElement.Parse(await Call(silo, Elsewhere, "operator"));

        told.GetRawText().ShouldStartWith("""{"status":"sent","channel":"telegram","to":"77","messageId":"m1","id":"message:""");
        (await CronRig.Sent(silo, "77")).ShouldBe(["dinner is ready"]);
        CronRig.Names(_rig.Model.Requests[0]).ShouldContain("message");
    }

    [Fact]
    public async Task Without_a_chat_it_goes_to_the_turns_own_before_the_answer()
    {
        await using SessionHost silo = await Silo();
        await using OutboxPlatform platform = await OutboxPlatform.Open(silo);

        JsonElement told = JsonElement.Parse(await Call(silo, """{"message":"I am on it","replyTo":"5"}""", "stranger", "agent:main:telegram:dm:8"));

        told.GetProperty("status").GetString().ShouldBe("sent");
        (await CronRig.Sent(silo, "8")).ShouldBe(["I am on it", "done"]);
        platform.Seen[0].Target.ReplyToMessageId.ShouldBe("5");
        (await silo.Transcript("agent:main:telegram:dm:8")).Count(static line => line.Contains("I am on it", StringComparison.Ordinal)).ShouldBe(0, "the call and its result say it already");
    }

    [Fact]
    public async Task What_the_owner_has_written_to_another_chat_says_where_it_was_caused_and_stands_in_that_chats_session()
    {
        await using SessionHost silo = await Silo("session: { dmScope: 'per-channel-peer' }");
        await using OutboxPlatform platform = await OutboxPlatform.Open(silo);
        await CronRig.Say(silo, "hello", "before", "stranger", "agent:main:telegram:dm:8");
        await silo.Events.Outcome("before");

        await Call(silo, """{"message":"dinner is ready","to":"8"}""", "owner", "agent:main:telegram:dm:7");

        (await CronRig.Sent(silo, "8")).ShouldContain("[from telegram] dinner is ready");
        (await silo.Transcript("agent:main:telegram:dm:8"))[^1].ShouldBe("assistant: [from telegram] dinner is ready");
        (await CronRig.Sent(silo, "7")).ShouldBe(["done"]);
    }

    [Theory]
    [InlineData("marker: { enabled: false }", "dinner is ready")]
    [InlineData("marker: { prefix: '{channel}> ', suffix: ' <{channel}' }", "telegram> dinner is ready <telegram")]
    public async Task The_marker_is_as_configured(string crossContext, string sent)
    {
        await using SessionHost silo = await Silo($"tools: {{ message: {{ crossContext: {{ {crossContext} }} }} }}");
        await using OutboxPlatform platform = await OutboxPlatform.Open(silo);

        await Call(silo, Elsewhere, "owner");

        (await CronRig.Sent(silo, "77")).ShouldBe([sent]);
    }

    [Theory]
    [InlineData("stranger", "telegram:dm:8")]
    [InlineData("owner in a group", "telegram:group:-100")]
    [InlineData("hook", "main")]
    [InlineData("node", "main")]
    public async Task What_others_say_leads_into_no_other_chat(string who, string key)
    {
        // A15: words of a stranger, or of a page that the assistant reads for one, must not reach who did not speak with them.
        await using SessionHost silo = await Silo();

        string told = await Call(silo, Elsewhere, who, "agent:main:" + key);

        told.ShouldBeOneOf(
            NoTool,
            """This did not run: Cross-context messaging denied: action=send target="77" while bound to "8" (channel=telegram)..""",
            """This did not run: Cross-context messaging denied: action=send target="77" while bound to "-100" (channel=telegram)..""");
        (told == NoTool).ShouldBe(who is "hook" or "node", told);
        (await CronRig.Sent(silo, "77")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("allowWithinProvider: false", "owner", Elsewhere, "Cross-context messaging denied: action=send target=\"77\" while bound to \"7\" (channel=telegram).")]
    [InlineData("allowWithinProvider: true", "owner", """{"message":"m","channel":"discord","to":"user:5"}""", "Cross-context messaging denied: action=send target provider \"discord\" while bound to \"telegram\".")]
    [InlineData("allowWithinProvider: false", "owner", """{"message":"m","to":"7","threadId":"3"}""", "Cross-context messaging denied: action=send target=\"7:topic:3\" while bound to \"7\" (channel=telegram).")]
    [InlineData("allowWithinProvider: false", "owner", """{"message":"m","to":"7","accountId":"other"}""", "Cross-context messaging denied: action=send account=\"other\" while bound to \"default\" (channel=telegram).")]
    public async Task What_the_configuration_forbids_is_refused(string crossContext, string who, string arguments, string refusal)
    {
        await using SessionHost silo = await Silo($"tools: {{ message: {{ crossContext: {{ {crossContext} }} }} }}");

        (await Call(silo, arguments, who)).ShouldBe($"This did not run: {refusal}.");

        (await silo.Outbox()).ShouldBe(1, "the answer alone");
    }

    [Fact]
    public async Task What_the_configuration_allows_everybody_may()
    {
        await using SessionHost silo = await Silo("tools: { message: { crossContext: { allowWithinProvider: true, allowAcrossProviders: true } } }");
        await using OutboxPlatform platform = await OutboxPlatform.Open(silo);

        JsonElement.Parse(await Call(silo, Elsewhere, "stranger", "agent:main:telegram:dm:8")).GetProperty("status").GetString().ShouldBe("sent");

        (await CronRig.Sent(silo, "77")).ShouldBe(["[from telegram] dinner is ready"]);
    }

    [Theory]
    [InlineData("77")]
    [InlineData("077")]
    [InlineData("+77")]
    [InlineData("telegram:77")]
    [InlineData("tg:077")]
    public async Task A_chat_whose_session_may_not_be_sent_to_gets_nothing_whatever_it_is_called(string to)
    {
        await using SessionHost silo = await Silo(
            "session: { dmScope: 'per-channel-peer', sendPolicy: { default: 'allow', rules: [{ action: 'deny', match: { keyPrefix: 'agent:main:telegram:dm:77' } }] } }");

        (await Call(silo, $$"""{"message":"m","channel":"telegram","to":"{{to}}"}""", "operator")).ShouldBe("This did not run: send blocked by session policy.");

        (await silo.Outbox()).ShouldBe(0);
    }

    [Theory]
    [InlineData("7", "\"-100\",\"threadId\":\"7\"")]
    [InlineData("7", "\"-100\",\"threadId\":\"07\"")]
    [InlineData("7", "\"-100:topic:007\"")]
    [InlineData("1", "\"-100\"")]
    [InlineData("1", "\"-100\",\"threadId\":\"1\"")]
    [InlineData(null, "\"-100\",\"threadId\":\"01\"")]
    public async Task A_topic_whose_session_may_not_be_sent_to_gets_nothing_whatever_it_is_called(string? topic, string to)
    {
        await using SessionHost silo = await Silo();
        string key = $"agent:main:telegram:group:-100{(topic is null ? "" : $":topic:{topic}")}";
        await silo.Session(key).Patch(new SessionPatch { SessionKey = key, Settings = new SessionSettings { SendPolicy = "deny" }, Changed = ["sendPolicy"] });

        (await Call(silo, $$"""{"message":"m","channel":"telegram","to":{{to}}}""", "operator")).ShouldBe("This did not run: send blocked by session policy.");

        (await silo.Outbox()).ShouldBe(0);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("+7")]
    [InlineData("0")]
    public async Task What_names_no_topic_leads_nowhere(string thread)
    {
        await using SessionHost silo = await Silo();

        (await Call(silo, $$"""{"message":"m","channel":"telegram","to":"-100","threadId":"{{thread}}"}""", "operator")).ShouldStartWith("This did not run: there is no account for such a chat");

        (await silo.Outbox()).ShouldBe(0);
    }

    [Fact]
    public async Task Policy_decides_on_it_like_on_every_tool()
    {
        await using SessionHost silo = await Silo("tools: { deny: ['message'] }");

        (await Call(silo, Elsewhere, "operator")).ShouldBe("This did not run: the tool policy does not allow it here (global).");

        CronRig.Names(_rig.Model.Requests[0]).ShouldNotContain("message");
        (await silo.Outbox()).ShouldBe(0);
    }

    [Fact]
    public async Task Where_there_is_no_channel_there_is_no_such_tool()
    {
        await using SessionHost silo = await SessionHost.Start(_folder.Path, _rig.Model, TimeProvider.System, SessionHost.ConfigFor(_rig.Model));

        (await Call(silo, Elsewhere, "operator")).ShouldBe(NoTool);

        CronRig.Names(_rig.Model.Requests[0]).ShouldNotContain("message");
        (await Missing(silo)).ShouldBe("no channel is configured");
    }

    [Fact]
    public async Task Who_asks_what_a_session_has_is_told_of_it_where_there_is_a_channel()
    {
        await using SessionHost silo = await Silo();
        (await Missing(silo)).ShouldBeNull();
    }

    [Theory]
    [InlineData(OutboundOutcome.Failed, "bot was blocked\u0000 by\nthe user", """{"status":"failed","channel":"telegram","to":"77","id":"ID","error":"bot was blocked by the user"}""")]
    [InlineData(OutboundOutcome.Unknown, "timeout", """{"status":"unknown","channel":"telegram","to":"77","id":"ID","error":"nobody knows whether it arrived; it is not sent again"}""")]
    public async Task What_did_not_arrive_is_told(OutboundOutcome outcome, string error, string told)
    {
        await using SessionHost silo = await Silo();
        await using OutboxPlatform platform = await OutboxPlatform.Open(silo, outcome, error);

        string said = await Call(silo, Elsewhere, "operator");

        said.ShouldBe(told.Replace("ID", JsonElement.Parse(said).GetProperty("id").GetString(), StringComparison.Ordinal));

        platform.Seen.Count.ShouldBe(1, "it is never sent again");
    }

    [Fact]
    public async Task What_nobody_takes_from_the_outbox_waits_there_and_the_model_is_told_so()
    {
        var time = new ManualTime();
        await using SessionHost silo = await Silo(time: time);
        Task<string> call = Call(silo, Elsewhere, "operator");

        await Waits.Until(async () => await silo.Outbox() == 1, "the text to wait in the outbox");
        await time.AdvanceUntil(call, TimeSpan.FromSeconds(1));

        JsonElement.Parse(await call).GetProperty("status").GetString().ShouldBe("queued");
        (await CronRig.Sent(silo, "77")).ShouldBe(["dinner is ready"]);
    }

    [Theory]
    [InlineData("{}", "operator", "message has to be what is to be sent")]
    [InlineData("""{"message":"  ","to":"77"}""", "owner", "message has to be what is to be sent")]
    [InlineData("""{"message":"m"}""", "operator", "to has to be the id of a chat: this turn came from none")]
    [InlineData("""{"message":"m","to":"77"}""", "operator", "channel has to be telegram or discord: this turn came from no channel")]
    [InlineData("""{"message":"m","channel":"discord"}""", "owner", "to has to be the id of the chat that channel, accountId and threadId go with, or left out with them for the chat of this turn")]
    [InlineData("""{"message":"m","to":"77","replyTo":"1\u0000"}""", "owner", "replyTo has to be without control characters")]
    [InlineData("""{"message":"m","to":"77\u0007"}""", "owner", "to has to be without control characters")]
    [InlineData("""{"message":"m","channel":"whatsapp","to":"77"}""", "owner", "there is no account for such a chat; to is the id of a chat on telegram or discord, of a person there user:ID on discord")]
    [InlineData("""{"message":"m","to":"77","accountId":"nobody"}""", "owner", "there is no account for such a chat; to is the id of a chat on telegram or discord, of a person there user:ID on discord")]
    [InlineData("""{"message":"m","channel":"discord","to":"1234567"}""", "operator", "where that channel is was not asked: of discord a turn writes to its own channel and to persons (user:ID)")]
    [InlineData("""{"message":"m","to":"77","sessionKey":"agent:family:main"}""", "owner", "message takes these arguments only: action, message, media, emoji, messageId, to, channel, accountId, threadId, replyTo")]
    [InlineData("""{"action":"delete","message":"m"}""", "owner", "action has to be one of send, react, edit")]
    public async Task What_it_does_not_take_is_told_with_what_it_takes(string arguments, string who, string problem)
    {
        await using SessionHost silo = await Silo();

        (await Call(silo, arguments, who)).ShouldBe($"This did not run: {problem}.");

        (await silo.Outbox()).ShouldBe(who == "owner" ? 1 : 0, "the answer alone");
    }

    [Theory]
    [InlineData(TurnOrigin.Task, "agent:main:subagent:1")]
    [InlineData(TurnOrigin.Session, "agent:main:other")]
    public async Task A_sub_agent_and_a_session_that_was_sent_a_message_write_to_no_chat(TurnOrigin origin, string key)
    {
        // A15, X2.
        await using SessionHost silo = await Silo();
        await silo.Ask("said before", "before", key);
        int before = _rig.Model.Requests.Count;
        _rig.Model.Enqueue(ModelReply.Empty.ThenToolCall("call", "message", Elsewhere), ModelReply.Text("done"));
        await silo.Session(key).Enqueue(silo.Request("write to 77", "caused", key) with
        {
            Origin = origin,
            CommandsAllowed = false,
            SpawnedBy = origin == TurnOrigin.Task ? SessionHost.Main : null,
            Bounds = new TurnBounds { Turns = [new TurnBound { Use = new() { SessionKey = SessionHost.Main }, SessionId = "s" }] },
        });

        await silo.Events.Outcome("caused");

        _rig.LastResult().ShouldBe(NoTool);
        CronRig.Names(_rig.Model.Requests[before]).ShouldNotContain("message");
        (await silo.Outbox()).ShouldBe(0);
    }

    private static async Task<string?> Missing(SessionHost silo) =>
        (await silo.Grain<IToolPolicyGrain>(GrainKey.ForAgent(SessionHost.Tenant, "main").ToString()).ExplainAll(new ToolUse { SessionKey = SessionHost.Main }))
            .Tools.Single(static tool => tool.Permission.Tool == "message").Missing;

    private Task<SessionHost> Silo(string more = "", TimeProvider? time = null)
    {
        string config = _rig.Config(more).Replace(
            "channels: { telegram: { botToken: '1:a',", "channels: { discord: { token: 'd' }, telegram: { botToken: '1:a', accounts: { default: {}, other: { botToken: '2:a' } },", StringComparison.Ordinal);
        return SessionHost.Start(_folder.Path, _rig.Model, time ?? TimeProvider.System, config);
    }

    /// <summary>Has the model call the tool once for somebody; answers what it was told of the call.</summary>
    private async Task<string> Call(SessionHost silo, string arguments, string who, string key = SessionHost.Main)
    {
        _rig.Model.Enqueue(ModelReply.Empty.ThenToolCall("call", "message", arguments), ModelReply.Text("done"));
        string runId = $"call-{++_runs}";
        (await CronRig.Say(silo, "tell them", runId, who, key)).Disposition.ShouldBe(TurnDisposition.Accepted);
        await silo.Events.Outcome(runId);
        return _rig.LastResult();
    }
}
