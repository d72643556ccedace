using System.Text.Json;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Subagents;
using Moltbot.Grains.Tests.Support;
using Moltbot.TestSupport.Models;

namespace Moltbot.Grains.Tests.Agents;

/// <summary>Who searches an agent's memory: whoever is told of it, and a sandbox that sees nothing of it; attacks A15 and E14.</summary>
public sealed class MemoryToolTests : IAsyncLifetime
{
    private const string Group = "agent:main:telegram:group:-100";
    private const string Sandbox = ", sandbox: { mode: 'all', workspaceAccess: 'ACCESS' }";
    private const string InSandbox = "tools: { sandbox: { tools: { allow: ['read', 'group:memory'] } } }";

    private readonly TemporaryFolder _folder = new();
    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync() => _model = await SimulatedModelProvider.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_runner_searches_and_reads_for_the_owner()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        runner.Script = static call => ScriptedRunner.Says($"{call.Tool} answered");
        _model.Enqueue(Calls("memory_search", """{"query":"milk"}"""), Calls("memory_get", """{"path":"MEMORY.md","from":3}"""), ModelReply.Text("done"));

        (await silo.Ask("what did I say of milk?", "r1", change: Asker.As("owner"))).Texts.ShouldBe(["done"]);

        runner.Calls.Select(static call => (call.Tool, call.Arguments.GetRawText(), call.Context.Sandboxed)).ShouldBe(
            [("memory_search", """{"query":"milk"}""", false), ("memory_get", """{"path":"MEMORY.md","from":3}""", false)]);
        (await silo.Transcript()).ShouldContain("toolResult: memory_search answered");
    }

    [Theory]
    [InlineData("operator", SessionHost.Main, true)]
    [InlineData("owner", SessionHost.Main, true)]
    [InlineData("owner", "agent:main:telegram:dm:7", true)]
    [InlineData("operator", "agent:main:elsewhere", true)]
    [InlineData("operator", "agent:main:telegram:dm:8", false)]
    [InlineData("operator", Group, false)]
    [InlineData("owner", Group, false)]
    [InlineData("group", SessionHost.Main, false)]
    [InlineData("stranger", SessionHost.Main, false)]
    [InlineData("node", SessionHost.Main, false)]
    [InlineData("hook", SessionHost.Main, false)]
    [InlineData("cron", SessionHost.Main, false)]
    [InlineData("http", SessionHost.Main, false)]
    public async Task Where_others_are_heard_it_is_not_offered_and_a_call_is_refused(string asker, string key, bool isTheirs)
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        // What the session was offered before says nothing.
        await silo.Ask("hello", "r1", key, Asker.As("operator"));
        _model.Enqueue(Calls("memory_search", """{"query":"secret"}"""), Calls("memory_get", """{"path":"MEMORY.md"}"""), ModelReply.Text("done"));

        await silo.Ask("what do you know of me?", "r2", key, Asker.As(asker));

        Offered(_model.Requests[^1]).ShouldBe(isTheirs);
        runner.Calls.Count.ShouldBe(isTheirs ? 2 : 0);
        (await silo.Transcript(key)).Count(static line => line.Contains(RunnerTool.NoMemory, StringComparison.Ordinal)).ShouldBe(isTheirs ? 0 : 2);
    }

    [Theory]
    [InlineData("none", "stranger", true)]
    [InlineData("none", "owner", true)]
    [InlineData("ro", "stranger", false)]
    [InlineData("rw", "stranger", false)]
    [InlineData("ro", "owner", true)]
    public async Task A_sandbox_that_does_not_see_the_workspace_has_what_lies_in_its_own(string access, string asker, bool isOffered)
    {
        await using SessionHost silo = await Start(InSandbox, Sandbox.Replace("ACCESS", access, StringComparison.Ordinal));
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(Calls("memory_search", """{"query":"secret"}"""), ModelReply.Text("done"));

        await silo.Ask("what do you know?", "r1", change: Asker.As(asker));

        Offered(_model.Requests[0]).ShouldBe(isOffered);
        runner.Calls.Select(static call => (call.Context.Sandboxed, call.Context.WorkspaceAccess)).ShouldBe(isOffered ? [(true, access)] : []);
    }

    [Fact]
    public async Task Whoever_is_merged_into_a_turn_is_heard_in_it()
    {
        await using SessionHost silo = await Start();
        await ScriptedRunner.Connect(silo.Grains, silo.Events);
        var gate = new ModelGate();
        _model.Enqueue(ModelReply.Text("first").HeldBy(gate), ModelReply.Text("second"));
        await silo.Say("first", "r1");
        await gate.Reached;
        await silo.Say("from a node", "r2", change: Asker.As("node"));
        await silo.Say("from an operator", "r3");
        gate.Open();
        await silo.Events.Outcome("r3");

        _model.Requests.Select(Offered).ShouldBe([true, false]);
    }

    [Theory]
    [InlineData("tools: { deny: ['group:memory'] }", "")]
    [InlineData("tools: { profile: 'minimal' }", "")]
    [InlineData("", ", memorySearch: { enabled: false }")]
    public async Task It_can_be_switched_off(string more, string defaults)
    {
        await using SessionHost silo = await Start(more, defaults);
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(Calls("memory_get", """{"path":"MEMORY.md"}"""), ModelReply.Text("done"));

        await silo.Ask("what do you know?", "r1");

        Offered(_model.Requests[0]).ShouldBeFalse();
        runner.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData(", tools: { subagents: { tools: { allow: ['read', 'memory_search', 'memory_get'] } } }")]
    public async Task A_sub_agent_does_not_search_it(string more)
    {
        // A15: whatever is configured, what a task says is nobody's.
        await using SubagentRig rig = await SubagentRig.Start();
        await using SessionHost silo = await rig.Silo(ScriptedRunner.Allowed + more);
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);

        await silo.Ask("please look", "r1");
        await SubagentRig.Reported(silo, rig.Spawned().RunId);

        Offered(rig.Model.Requests[0]).ShouldBeTrue("the operator who asked has it");
        Offered(rig.Tasks.ShouldHaveSingleItem()).ShouldBeFalse();
        Offered(rig.Reports.ShouldHaveSingleItem()).ShouldBeFalse("what comes of it may be a stranger's words");
        runner.Calls.ShouldBeEmpty();
    }

    private static bool Offered(SimulatedModelRequest request) =>
        request.Body.TryGetProperty("tools", out JsonElement tools)
        && tools.EnumerateArray().Count(static tool => tool.GetProperty("function").GetProperty("name").GetString()!.StartsWith("memory_", StringComparison.Ordinal)) == 2;

    private static ModelReply Calls(string tool, string arguments) => ModelReply.Empty.ThenToolCall("c1", tool, arguments);

    private Task<SessionHost> Start(string more = "", string defaults = "") => SessionHost.Start(
        _folder.Path, _model, config: SessionHost.ConfigFor(_model, $"channels: {{ telegram: {{ botToken: '1:a', allowFrom: ['7'] }} }}, {ScriptedRunner.Allowed}{(more.Length == 0 ? "" : ", " + more)}")
            .Replace("""primary: "fake/m1" }""", $$"""primary: "fake/m1" }{{defaults}}""", StringComparison.Ordinal));
}
