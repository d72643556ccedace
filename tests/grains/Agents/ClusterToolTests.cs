using System.Text.Json;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Agents;

/// <summary>Tools that need no runner: decided about, on record and told like those of runners, for nobody but the session that asks.</summary>
public sealed class ClusterToolTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync() => _model = await SimulatedModelProvider.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_session_hears_what_it_is()
    {
        await using SessionHost silo = await Start(defaults: ", thinkingDefault: 'low', verboseDefault: 'full'");
        await silo.Ask("hi", "r1");

        JsonElement told = await Call(silo, "session_status", "{}");

        told.GetProperty("sessionKey").GetString().ShouldBe(SessionHost.Main);
        told.GetProperty("agentId").GetString().ShouldBe("main");
        told.GetProperty("model").GetString().ShouldBe("fake/m1");
        told.GetProperty("thinkingLevel").GetString().ShouldBe("low");
        told.GetProperty("verboseLevel").GetString().ShouldBe("full");
        told.GetProperty("contextWindow").GetInt64().ShouldBe(200_000);
        TokenUsage used = (await silo.Session().Entry())!.Tokens!;
        told.GetProperty("tokens").GetProperty("output").GetInt64().ShouldBePositive();
        used.Output.ShouldBePositive();
        told.GetProperty("queue").GetProperty("waiting").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_call_is_on_record_in_the_transcript_and_told_to_clients_like_any_other()
    {
        await using SessionHost silo = await Start(defaults: ", verboseDefault: 'on'");

        await Call(silo, "agents_list", "{}");

        AuditRecord record = (await silo.Grain<IAuditGrain>(SessionHost.Tenant).Tail(50)).Single(each => each.Entry.Action == "tool.run");
        (record.Entry.Actor, record.Entry.Target).ShouldBe(("test", SessionHost.Main));
        record.Entry.DetailsJson!.ShouldContain("\"tool\":\"agents_list\"");
        (await silo.Transcript())[2].ShouldStartWith("toolResult: {\"requester\":\"main\"");
        silo.Events.Of("call").OfType<GrainInterfaces.Events.AgentToolEvent>().Select(static told => told.Phase).ShouldBe(["start", "result"]);
    }

    [Theory]
    [InlineData("session_status", """{"sessionKey":"agent:family:main"}""")]
    [InlineData("session_status", """{"tenant":"acme"}""")]
    [InlineData("agents_list", """{"agentId":"family"}""")]
    public async Task A_model_that_says_who_it_is_gets_nothing(string tool, string arguments)
    {
        // C9, T1.
        await using SessionHost silo = await Start(agents: ["family"]);
        await silo.Ask("a secret", "before", "agent:family:main");

        string told = await Told(silo, tool, arguments);

        told.ShouldBe($"This did not run: {tool} takes no arguments.");
    }

    [Theory]
    [InlineData("", new[] { "main" })]
    [InlineData("tools: { agentToAgent: { enabled: true, allow: ['main', 'work'] } }", new[] { "main", "work" })]
    [InlineData("tools: { agentToAgent: { enabled: true, allow: ['work', 'family'] } }", new[] { "main" })]
    [InlineData("tools: { agentToAgent: { enabled: false, allow: ['*'] } }", new[] { "main" })]
    [InlineData("tools: { agentToAgent: { enabled: true } }", new[] { "main", "family", "work" })]
    public async Task Of_agents_those_are_told_that_it_may_deal_with(string config, string[] agents)
    {
        await using SessionHost silo = await Start(config, ["family", "work"]);

        JsonElement told = await Call(silo, "agents_list", "{}");

        told.GetProperty("agents").EnumerateArray().Select(static agent => agent.GetProperty("id").GetString()).ShouldBe(agents);
    }

    [Theory]
    [InlineData("tools: { deny: ['session_status'] }", "session_status", "global")]
    [InlineData("tools: { deny: ['group:sessions'] }", "session_status", "global")]
    [InlineData("tools: { allow: ['read'] }", "agents_list", "global")]
    [InlineData("tools: { profile: 'minimal' }", "agents_list", "profile")]
    [InlineData("tools: { allow: ['no_such_tool'] }", "session_status", "global")]
    public async Task What_policy_does_not_allow_is_not_offered_and_does_not_run(string config, string tool, string layer)
    {
        await using SessionHost silo = await Start(config);

        (await Told(silo, tool, "{}")).ShouldBe($"This did not run: the tool policy does not allow it here ({layer}).");

        Names(_model.Requests[0]).ShouldNotContain(tool);
        (await silo.Grain<IAuditGrain>(SessionHost.Tenant).Tail(50)).ShouldNotContain(static each => each.Entry.Action == "tool.run");
    }

    [Fact]
    public async Task Groups_count()
    {
        await using SessionHost silo = await Start("channels: { telegram: { groups: { '-100': { tools: { deny: ['group:sessions'] } } } } }");

        await silo.Ask("look", "r1", "agent:main:telegram:group:-100", static request => request with
        {
            Origin = TurnOrigin.Channel,
            ReplyTo = new ReplyTarget { Channel = "telegram", Account = "default", ChatId = "-100", ChatKind = ChatKind.Group },
        });

        Names(_model.Requests[0]).ShouldNotContain("session_status");
        Names(_model.Requests[0]).ShouldContain("agents_list");
    }

    [Fact]
    public async Task A_session_that_was_spawned_has_none_of_them()
    {
        await using SessionHost silo = await Start();

        await silo.Ask("look", "r1", "agent:main:subagent:1", static request => request with { SpawnedBy = SessionHost.Main });

        Names(_model.Requests[0]).ShouldBeEmpty();
    }

    private async Task<JsonElement> Call(SessionHost silo, string tool, string arguments, string session = SessionHost.Main) =>
        JsonElement.Parse(await Told(silo, tool, arguments, session));

    /// <summary>What the model is told of a call.</summary>
    private async Task<string> Told(SessionHost silo, string tool, string arguments, string session = SessionHost.Main)
    {
        _model.Enqueue(ModelReply.Empty.ThenToolCall("call-1", tool, arguments), ModelReply.Text("done"));
        (await silo.Ask("look", "call", session)).Texts.ShouldBe(["done"]);
        return _model.Requests[^1].Body.GetProperty("messages").EnumerateArray()
            .Last(static each => each.GetProperty("role").GetString() == "tool").GetProperty("content").ToString();
    }

    private static string[] Names(SimulatedModelRequest request) => request.Body.TryGetProperty("tools", out JsonElement tools)
        ? [.. tools.EnumerateArray().Select(tool => tool.GetProperty("function").GetProperty("name").GetString()!)]
        : [];

    private Task<SessionHost> Start(string more = "", string[]? agents = null, string defaults = "") => SessionHost.Start(
        _folder.Path, _model,
        config: SessionHost.ConfigFor(_model, more).Replace(
            """primary: "fake/m1" } }""",
            $$"""primary: "fake/m1" }{{defaults}} }, list: [{ id: 'main' }{{string.Concat((agents ?? []).Select(static agent => $", {{ id: '{agent}' }}"))}}]""",
            StringComparison.Ordinal));
}
