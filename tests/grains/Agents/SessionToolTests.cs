using System.Text.Json;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Agents;

/// <summary><c>sessions_list</c> and <c>sessions_history</c>: a model reads the sessions that its turn may, and of all others does not even hear.</summary>
public sealed class SessionToolTests : IAsyncLifetime
{
    private const string Other = "agent:main:other";
    private const string Child = "agent:main:child";
    private const string Family = "agent:family:main";
    private const string Foreign = "agent:main:elsewhere";
    private const string None = "This did not run: there is no such session among those that this one may read; sessions_list tells them.";
    private readonly TemporaryFolder _folder = new();
    private SimulatedModelProvider _model = null!;
    private int _runs;

    public async ValueTask InitializeAsync() => _model = await SimulatedModelProvider.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Who may read the agent's sessions anyway, by the way they ask.</summary>
    public static TheoryData<string, string[]> Askers => new()
    {
        { "operator", [SessionHost.Main, Other, Child] },
        { "owner", [SessionHost.Main, Other, Child] },
        { "stranger", [SessionHost.Main, Child] },
        { "group", [SessionHost.Main, Child] },
        { "node", [SessionHost.Main, Child] },
        { "hook", [SessionHost.Main, Child] },
        { "cron", [SessionHost.Main, Child] },
        { "http", [SessionHost.Main, Child] },
    };

    [Theory]
    [MemberData(nameof(Askers))]
    public async Task A_turn_sees_the_agents_sessions_where_only_those_speak_who_may_read_them(string asker, string[] seen)
    {
        // T1.
        await using SessionHost silo = await Start();

        JsonElement told = await Call(silo, "sessions_list", "{}", change: Asker.As(asker));

        Keys(told).ShouldBe(seen, ignoreOrder: true);
        string history = await Told(silo, "sessions_history", $$"""{"sessionKey":"{{Other}}"}""", change: Asker.As(asker));
        if (seen.Contains(Other))
        {
            history.ShouldContain("said in other");
        }
        else
        {
            history.ShouldBe(None);
        }

        (await Told(silo, "sessions_history", $$"""{"sessionKey":"{{Child}}"}""", change: Asker.As(asker))).ShouldContain("said in child");
    }

    [Fact]
    public async Task Who_is_merged_into_a_turn_counts()
    {
        await using SessionHost silo = await Start();
        var gate = new ModelGate();
        _model.Enqueue(ModelReply.Text("first").HeldBy(gate), ModelReply.Empty.ThenToolCall("call-1", "sessions_list", "{}"), ModelReply.Text("done"));
        await silo.Say("first", "r1");
        await gate.Reached;
        await silo.Say("from a node", "r2", change: Asker.As("node"));
        await silo.Say("from an operator", "r3");
        gate.Open();

        await silo.Events.Outcome("r3");

        Keys(JsonElement.Parse(LastResult())).ShouldBe([SessionHost.Main, Child], ignoreOrder: true);
    }

    [Theory]
    [InlineData(Family)]
    [InlineData("agent:family:other")]
    [InlineData("agent:nobody:main")]
    [InlineData("acme/agent:main:other")]
    [InlineData("agent:main:other\\u0000")]
    [InlineData("../other")]
    [InlineData("global")]
    public async Task Another_agents_or_tenants_session_is_one_that_there_is_not(string key)
    {
        // T1.
        await using SessionHost silo = await Start();

        (await Told(silo, "sessions_history", $$"""{"sessionKey":"{{key}}"}""")).ShouldBe(None);
    }

    [Fact]
    public async Task Another_agents_session_is_not_found_by_its_id_either()
    {
        await using SessionHost silo = await Start();
        string own = (await silo.Session(Other).Entry())!.SessionId, family = (await silo.Session(Family).Entry())!.SessionId;

        (await Told(silo, "sessions_history", $$"""{"sessionKey":"{{own}}"}""")).ShouldContain("said in other");
        (await Told(silo, "sessions_history", $$"""{"sessionKey":"{{family}}"}""")).ShouldBe(None);
    }

    [Theory]
    [InlineData("enabled: true, allow: ['main', 'family']", true)]
    [InlineData("enabled: true, allow: ['family']", false)]
    [InlineData("enabled: false, allow: ['*']", false)]
    public async Task Other_agents_sessions_are_read_where_both_are_named(string rules, bool isRead)
    {
        await using SessionHost silo = await Start($"tools: {{ agentToAgent: {{ {rules} }} }}");

        Keys(await Call(silo, "sessions_list", "{}")).Contains(Family).ShouldBe(isRead);
        (await Told(silo, "sessions_history", $$"""{"sessionKey":"{{Family}}"}""")).Contains("said in family", StringComparison.Ordinal).ShouldBe(isRead);
        (await Told(silo, "sessions_history", $$"""{"sessionKey":"{{Family}}"}""", change: Asker.As("stranger"))).ShouldBe(None);
    }

    [Theory]
    [InlineData("", new[] { Foreign })]
    [InlineData(", sessionToolsVisibility: 'spawned'", new[] { Foreign })]
    [InlineData(", sessionToolsVisibility: 'all'", new[] { Foreign, SessionHost.Main, Other, Child })]
    public async Task In_a_sandbox_a_session_sees_itself_and_what_it_spawned(string visibility, string[] seen)
    {
        await using SessionHost silo = await Start(sandbox: $"{{ mode: 'non-main'{visibility} }}");

        Keys(await Call(silo, "sessions_list", "{}", Foreign)).ShouldBe(seen, ignoreOrder: true);
        (await Told(silo, "sessions_history", $$"""{"sessionKey":"{{Other}}"}""", Foreign)).Contains("said in other", StringComparison.Ordinal).ShouldBe(seen.Contains(Other));
        (await Told(silo, "sessions_history", """{"sessionKey":"elsewhere"}""", Foreign)).ShouldStartWith("{");
    }

    [Fact]
    public async Task Kinds_and_counts_are_kept_to()
    {
        await using SessionHost silo = await Start();

        Keys(await Call(silo, "sessions_list", """{"kinds":["main"]}""")).ShouldBe([SessionHost.Main]);
        JsonElement one = await Call(silo, "sessions_list", """{"limit":1,"messageLimit":1}""");
        one.GetProperty("count").GetInt32().ShouldBe(1);
        one.GetProperty("more").GetBoolean().ShouldBeTrue();
        one.GetProperty("sessions")[0].GetProperty("messages").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("sessions_list", """{"limit":0}""", "limit has to be a whole number from 1 to 50")]
    [InlineData("sessions_list", """{"limit":"9"}""", "limit has to be a whole number from 1 to 50")]
    [InlineData("sessions_list", """{"kinds":["secret"]}""", "kinds has to be a list of some of main, group, cron, hook, node, other")]
    [InlineData("sessions_list", """{"messageLimit":6}""", "messageLimit has to be a whole number from 0 to 5")]
    [InlineData("sessions_list", """{"activeMinutes":2000000000}""", "activeMinutes has to be a whole number from 1 to 527040")]
    [InlineData("sessions_list", """{"agentId":"family"}""", "sessions_list takes these arguments only: kinds, limit, activeMinutes, messageLimit")]
    [InlineData("sessions_history", "{}", "sessionKey has to be a key or id as sessions_list tells it, or main")]
    [InlineData("sessions_history", """{"sessionKey":7}""", "sessionKey has to be a text of at most 512 characters")]
    [InlineData("sessions_history", """{"sessionKey":"main","includeTools":"yes"}""", "includeTools has to be true or false")]
    public async Task An_argument_that_is_wrong_is_told_with_what_would_be_right(string tool, string arguments, string problem)
    {
        await using SessionHost silo = await Start();

        (await Told(silo, tool, arguments)).ShouldBe($"This did not run: {problem}.");
    }

    [Fact]
    public async Task What_tools_answered_is_told_when_asked_for()
    {
        await using SessionHost silo = await Start();
        await Told(silo, "agents_list", "{}", Other);

        JsonElement plain = await Call(silo, "sessions_history", $$"""{"sessionKey":"{{Other}}"}""");
        JsonElement all = await Call(silo, "sessions_history", $$"""{"sessionKey":"{{Other}}","includeTools":true}""");

        plain.ToString().ShouldNotContain("requester");
        plain.GetProperty("messages").EnumerateArray().Select(static each => each.GetProperty("role").GetString()).ShouldBe(["user", "assistant", "user", "assistant"]);
        all.GetProperty("messages").EnumerateArray().Select(static each => each.GetProperty("role").GetString())
            .ShouldBe(["user", "assistant", "user", "assistant", "toolResult", "assistant"]);
        all.ToString().ShouldContain("requester");
        all.GetProperty("messages")[3].GetProperty("calls")[0].GetString().ShouldBe("agents_list");
    }

    [Fact]
    public async Task A_long_history_is_cut_to_what_a_model_is_shown()
    {
        await using SessionHost silo = await Start();
        for (int i = 0; i < 12; i++)
        {
            await silo.Ask(new string('x', 5_000) + i, $"long-{i}", Other);
        }

        string told = await Told(silo, "sessions_history", $$"""{"sessionKey":"{{Other}}","limit":100}""");

        told.Length.ShouldBeLessThanOrEqualTo(ToolResult.MaxShown);
        JsonElement history = JsonElement.Parse(told);
        history.GetProperty("truncated").GetBoolean().ShouldBeTrue();
        history.GetProperty("messages")[0].GetProperty("timestamp").GetInt64().ShouldBePositive();
    }

    private static IEnumerable<string> Keys(JsonElement list) =>
        list.GetProperty("sessions").EnumerateArray().Select(static each => each.GetProperty("key").GetString()!);

    private async Task<JsonElement> Call(
        SessionHost silo, string tool, string arguments, string session = SessionHost.Main, Func<TurnRequest, TurnRequest>? change = null) =>
        JsonElement.Parse(await Told(silo, tool, arguments, session, change));

    /// <summary>What the model is told of a call.</summary>
    private async Task<string> Told(
        SessionHost silo, string tool, string arguments, string session = SessionHost.Main, Func<TurnRequest, TurnRequest>? change = null)
    {
        _model.Enqueue(ModelReply.Empty.ThenToolCall("call-1", tool, arguments), ModelReply.Text("done"));
        await silo.Ask("look", $"call-{++_runs}", session, change);
        return LastResult();
    }

    private string LastResult() => _model.Requests[^1].Body.GetProperty("messages").EnumerateArray()
        .Last(static each => each.GetProperty("role").GetString() == "tool").GetProperty("content").ToString();

    /// <summary>A silo with a few sessions, in each of which something was said.</summary>
    private async Task<SessionHost> Start(string more = "", string sandbox = "{}")
    {
        SessionHost silo = await SessionHost.Start(
            _folder.Path, _model,
            config: SessionHost.ConfigFor(_model, "channels: { telegram: { botToken: '1:a', allowFrom: ['7'] } }" + (more.Length == 0 ? "" : ", " + more)).Replace(
                """primary: "fake/m1" } }""", $$"""primary: "fake/m1" }, sandbox: {{sandbox}} }, list: [{ id: 'main' }, { id: 'family' }]""", StringComparison.Ordinal));
        await silo.Ask("said in main", "before-main");
        await silo.Ask("said in other", "before-other", Other);
        await silo.Ask("said in child", "before-child", Child, static request => request with { SpawnedBy = SessionHost.Main });
        await silo.Ask("said in family", "before-family", Family);
        return silo;
    }
}
