using System.Text.Json;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Grains.Agents.Tools.Cluster;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.Policy.Nodes;
using Moltbot.Protocol.Runners;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Agents;

/// <summary>The whole way of a tool call: offered, decided, on record, run once by a runner, told to the model.</summary>
public sealed class ToolRunTests : IAsyncLifetime
{
    private const string Sandboxed = "agent:main:elsewhere";

    /// <summary>What is offered without a runner to everybody.</summary>
    private static readonly string[] Always = [.. ClusterToolCatalog.All.Where(static tool => tool is { IsKeepers: false, IsForChats: false, Name: not (WebSearchTool.Name or ImageTool.Name) }).Select(static tool => tool.Name)];

    private static readonly string[] Memory = ["memory_search", "memory_get"];

    private readonly TemporaryFolder _folder = new();
    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync() => _model = await SimulatedModelProvider.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_call_runs_on_the_runner_and_the_model_goes_on_with_what_it_answered()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        runner.Script = static _ => ScriptedRunner.Says("what stands there");
        _model.Enqueue(Calls("read", """{"path":"a.txt"}"""), ModelReply.Text("It says so."));

        (await silo.Ask("look", "r1")).Texts.ShouldBe(["It says so."]);

        ToolRunParams call = runner.Calls.ShouldHaveSingleItem();
        (call.Tool, call.Arguments.GetRawText()).ShouldBe(("read", """{"path":"a.txt"}"""));
        (call.Context.Tenant, call.Context.AgentId, call.Context.SessionKey, call.Context.Sandboxed).ShouldBe(("default", "main", SessionHost.Main, false));
        (await silo.Transcript()).ShouldBe(["user: look", "assistant: ", "toolResult: what stands there", "assistant: It says so."]);
        Sent(1).ShouldContain("what stands there");
        Names(_model.Requests[0]).ShouldBe(["read", "write", "edit", "apply_patch", "web_fetch", .. Memory, .. Always]);
        Sent(0).ShouldContain($"Available: read, write, edit, apply_patch, web_fetch, {string.Join(", ", [.. Memory, .. Always])}.");

        _model.Enqueue(ModelReply.Text("Again."));
        (await silo.Ask("and then", "r2")).Texts.ShouldBe(["Again."]);
        Roles(_model.Requests[2]).ShouldBe(["system", "user", "assistant", "tool", "assistant", "user"], "what was done with tools is part of the conversation");
    }

    [Fact]
    public async Task It_is_on_record_before_the_runner_hears_of_it()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        runner.Script = static _ => null;
        _model.Enqueue(Calls("write", """{"path":"a","content":"the secret text"}"""));
        await silo.Say("write", "r1");
        string id = (await runner.Next()).InvokeId;

        AuditRecord record = (await silo.Grain<IAuditGrain>(SessionHost.Tenant).Tail(50)).Last(each => each.Entry.Action == "tool.run");

        (record.Entry.Actor, record.Entry.Target).ShouldBe(("test", SessionHost.Main));
        record.Entry.DetailsJson!.ShouldContain(id);
        record.Entry.DetailsJson!.ShouldNotContain("secret");
        (await silo.Transcript()).ShouldBe(["user: write", "assistant: "]);
        await runner.Answer(id, ScriptedRunner.Says("written"));
        (await silo.Events.Outcome("r1")).State.ShouldBe(RunState.Ok);
    }

    [Fact]
    public async Task Who_asks_is_never_what_the_model_says()
    {
        // C9.
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(
            Calls("read", """{"path":"a","tenant":"acme","agentId":"family","sessionKey":"agent:family:main","sandboxed":false,"context":{"tenant":"acme","sandboxKey":"agent:family"}}"""),
            ModelReply.Text("done"));

        await silo.Ask("look", "r1");

        runner.Calls.ShouldHaveSingleItem().Context.ShouldBe(new ToolRunContext
        {
            Tenant = "default", AgentId = "main", SessionKey = SessionHost.Main, SessionId = (await silo.Session().Entry())!.SessionId, SandboxKey = "agent:main", Sandboxed = false, WorkspaceAccess = "rw", Network = false,
            Life = new ToolSandboxLife { IdleMinutes = 1440, MaxAgeMinutes = 10080 },
        });
    }

    /// <summary>How long a sandbox lives is the configuration's word, and no model's.</summary>
    [Fact]
    public async Task A_call_says_when_its_sandbox_is_thrown_away()
    {
        await using SessionHost silo = await Start("agents: { list: [{ id: 'main', sandbox: { mode: 'all', prune: { idleHours: 3 } } }] }");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(Calls("read", """{"path":"a","life":{"idleMinutes":0,"maxAgeMinutes":0}}"""), ModelReply.Text("done"));

        await silo.Ask("look", "r1");

        runner.Calls.ShouldHaveSingleItem().Context.Life.ShouldBe(new ToolSandboxLife { IdleMinutes = 180, MaxAgeMinutes = 10080 });
    }

    /// <summary>X1, E7: of what a document says of containers a call carries limits and harmless variables, and nothing else.</summary>
    [Fact]
    public async Task A_call_carries_the_limits_of_its_sandbox_and_nothing_else_of_a_container()
    {
        await using SessionHost silo = await Start("""
            agents: { list: [{ id: 'main', sandbox: { mode: 'all', docker: { memory: '256m', pidsLimit: 40, ulimits: { nofile: 64 }, env: { LANG: 'de_DE.UTF-8', PATH: '/workspace', LD_PRELOAD: '/workspace/x' },
              user: '0', binds: ['/:/host'], capDrop: [], image: 'x' } } }] }
            """);
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(Calls("read", """{"path":"a","limits":{"memoryBytes":1},"env":{"LD_PRELOAD":"x"}}"""), ModelReply.Text("done"));

        await silo.Ask("look", "r1");

        ToolRunContext context = runner.Calls.ShouldHaveSingleItem().Context;
        context.Limits.ShouldBe(new ToolSandboxLimits { MemoryBytes = 256 << 20, Processes = 40, OpenFiles = 64 });
        context.Env.ShouldBe(new Dictionary<string, string> { ["LANG"] = "de_DE.UTF-8" });
        JsonSerializer.Serialize(context, RunnerJson.Default.ToolRunContext).ShouldNotContain("host");
    }

    [Fact]
    public async Task Without_a_runner_none_of_its_tools_is_there_and_what_is_called_all_the_same_does_not_run()
    {
        await using SessionHost silo = await Start();
        _model.Enqueue(Calls("read", """{"path":"a"}"""), ModelReply.Text("I cannot."));

        (await silo.Ask("look", "r1")).Texts.ShouldBe(["I cannot."]);

        Names(_model.Requests[0]).ShouldBe(Always);
        Sent(1).ShouldContain("This did not run: no runner is connected.");
    }

    [Fact]
    public async Task What_policy_does_not_allow_is_not_offered_and_does_not_run()
    {
        await using SessionHost silo = await Start("tools: { deny: ['write'] }");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(Calls("write", """{"path":"a","content":"x"}"""), Calls("gateway", "{}"), ModelReply.Text("No."));

        (await silo.Ask("write", "r1")).Texts.ShouldBe(["No."]);

        Names(_model.Requests[0]).ShouldBe(["read", "edit", "web_fetch", .. Memory, .. Always]);
        Sent(1).ShouldContain("the tool policy does not allow it here (global)");
        Sent(2).ShouldContain("there is no such tool");
        runner.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_of_policy_counts_for_the_call_that_is_being_written()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        var gate = new ModelGate();
        _model.Enqueue(Calls("read", """{"path":"a"}""").HeldBy(gate), ModelReply.Text("No."));
        await silo.Say("look", "r1");
        await gate.Reached;
        silo.Configurations.Set(Config("tools: { deny: ['read'] }"));
        gate.Open();

        await silo.Events.Outcome("r1");

        Names(_model.Requests[0]).ShouldContain("read");
        runner.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_turn_is_offered_what_holds_when_it_begins()
    {
        await using SessionHost silo = await Start();
        string[] all = ["read", "write", "edit", "apply_patch", "web_fetch", .. Memory, .. Always];
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        await silo.Ask("first", "r1");
        await silo.Ask("nothing changed", "r2");
        silo.Configurations.Set(Config("tools: { deny: ['apply_patch'] }"));
        await silo.Ask("another configuration", "r3");
        await runner.Go();
        await silo.Ask("no runner", "r4");
        await ScriptedRunner.Connect(silo.Grains, silo.Events);
        await silo.Ask("a runner", "r5");
        silo.Configurations.Set(Config());
        await silo.Ask("as before", "r6");

        string[] narrow = [.. all.Where(static tool => tool != "apply_patch")];
        _model.Requests.Select(Names).ShouldBe([all, all, narrow, Always, narrow, all]);
    }

    [Fact]
    public async Task What_a_person_was_offered_is_not_offered_to_a_turn_that_a_narrower_one_caused()
    {
        // A15.
        await using SessionHost silo = await Start("channels: { telegram: { groups: { '-100': { tools: { deny: ['write', 'edit'] } } } } }");
        await ScriptedRunner.Connect(silo.Grains, silo.Events);
        var group = new TurnBound { Use = new ToolUse { SessionKey = "agent:main:telegram:group:-100", Channel = "telegram", GroupId = "-100" }, SessionId = "s1" };
        await silo.Ask("from a person", "r1");

        await silo.Ask("from the group", "subagent:1:task", change: request => request with
        {
            Origin = TurnOrigin.Task, CommandsAllowed = false, Bounds = new TurnBounds { Turns = [group] },
        });
        await silo.Ask("from a person again", "r2");

        Names(_model.Requests[0]).ShouldContain("write");
        Names(_model.Requests[1]).ShouldBe(["read", "web_fetch", .. Always]);
        Names(_model.Requests[2]).ShouldContain("write");
    }

    [Fact]
    public async Task Groups_and_senders_count()
    {
        await using SessionHost silo = await Start("channels: { telegram: { groups: { '-100': { tools: { deny: ['write', 'edit'] } } } } }");
        await ScriptedRunner.Connect(silo.Grains, silo.Events);

        await silo.Ask("look", "r1", "agent:main:telegram:group:-100", request => request with
        {
            Origin = TurnOrigin.Channel,
            ReplyTo = new ReplyTarget { Channel = "telegram", Account = "default", ChatId = "-100", ChatKind = ChatKind.Group },
        });

        Names(_model.Requests[0]).ShouldBe(["read", "web_fetch", .. Always, "message"]);
    }

    [Theory]
    [InlineData("agent", "agent:main")]
    [InlineData("session", Sandboxed)]
    [InlineData("shared", "shared")]
    public async Task Commands_run_in_a_sandbox(string scope, string key)
    {
        await using SessionHost silo = await Start(sandbox: $"{{ mode: 'non-main', scope: '{scope}', workspaceAccess: 'ro' }}");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(Calls("exec", """{"command":"ls | wc > x"}"""), ModelReply.Text("done"));

        await silo.Ask("run", "r1", Sandboxed);

        Names(_model.Requests[0]).ShouldBe(["read", "exec", "process", "session_status", "sessions_list", "sessions_history", "sessions_send", "sessions_spawn"], "what only sees the workspace does not write it");
        ToolRunParams call = runner.Calls.ShouldHaveSingleItem();
        (call.Context.Sandboxed, call.Context.SandboxKey, call.Context.WorkspaceAccess, call.Context.Network).ShouldBe((true, key, "ro", false));
    }

    [Theory]
    [InlineData("", SessionHost.Main, "commands run in a sandbox, and this session has none")]
    [InlineData("tools: { exec: { security: 'deny' } }", Sandboxed, "security=deny")]
    [InlineData("tools: { exec: { host: 'gateway' } }", Sandboxed, "exec host not allowed")]
    public async Task Commands_do_not_run_anywhere_else_nor_where_nothing_may(string more, string session, string reason)
    {
        // E14: the one decision, and no runner is asked for facts that would change nothing.
        await using SessionHost silo = await Start(more, sandbox: "{ mode: 'non-main' }");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(Calls("exec", """{"command":"ls"}"""), ModelReply.Text("No."));

        await silo.Ask("run", "r1", session);

        Sent(1).ShouldContain(reason);
        runner.Calls.ShouldBeEmpty();
        runner.Lookups.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_runner_that_goes_leaves_an_unknown_outcome_and_nothing_is_done_twice()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner gone = await ScriptedRunner.Connect(silo.Grains, silo.Events, "gone");
        gone.Script = static _ => null;
        _model.Enqueue(Calls("write", """{"path":"a","content":"x"}"""), ModelReply.Text("I do not know."));
        await silo.Say("write", "r1");
        await gone.Next();
        ScriptedRunner other = await ScriptedRunner.Connect(silo.Grains, silo.Events, "other");

        await gone.Go();

        (await silo.Events.Outcome("r1")).Texts.ShouldBe(["I do not know."]);
        Sent(1).ShouldContain("The outcome of this call is unknown");
        other.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("refused", "This did not run: no.")]
    [InlineData("unavailable", "This did not run: no.")]
    [InlineData("timeout", "no")]
    public async Task What_the_runner_says_is_told(string outcome, string told)
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        runner.Script = _ => new ToolRunResult { Text = "no", IsError = true, Outcome = outcome };
        _model.Enqueue(Calls("read", """{"path":"a"}"""), ModelReply.Text("Well."));

        await silo.Ask("look", "r1");

        (await silo.Transcript())[2].ShouldBe("toolResult: " + told);
    }

    [Fact]
    public async Task An_abort_ends_the_call_on_the_runner_too()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        runner.Script = static _ => null;
        _model.Enqueue(Calls("read", """{"path":"a"}"""));
        await silo.Say("look", "r1");
        NodeInvokeRequestedEvent asked = await runner.Next();

        await silo.Session().Abort("r1", "rpc");

        NodeInvokeRequestedEvent cancel = await runner.Next();
        cancel.Command.ShouldBe(NodeCommands.ToolsCancel);
        JsonSerializer.Deserialize(cancel.ParamsJson!, RunnerJson.Default.ToolCancelParams)!.CallId.ShouldBe(asked.InvokeId);
        (await silo.Events.Outcome("r1")).State.ShouldBe(RunState.Aborted);
        (await silo.Transcript())[2].ShouldContain("unknown: the run was stopped");
    }

    [Fact]
    public async Task The_same_again_and_again_is_stopped()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Default = Calls("read", """{"path":"a"}""");

        RunStatus run = await silo.Ask("look", "r1");

        runner.Calls.Count.ShouldBe(CallLimits.MaxSame);
        run.Texts.ShouldHaveSingleItem().ShouldContain("Stopped");
    }

    [Fact]
    public async Task A_run_has_so_many_rounds()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        int made = 0;
        _model.Script = _ => Calls("read", $$"""{"path":"{{Interlocked.Increment(ref made)}}"}""");

        RunStatus run = await silo.Ask("look", "r1");

        runner.Calls.Count.ShouldBe(CallLimits.MaxRounds);
        run.Texts.ShouldHaveSingleItem().ShouldContain("Stopped after 25 rounds");
    }

    [Theory]
    [InlineData("off", new string[0])]
    [InlineData("on", new[] { "start {\"path\":\"a\"}", "result " })]
    [InlineData("full", new[] { "start {\"path\":\"a\"}", "result \"ok\"" })]
    public async Task Clients_are_told_as_much_as_the_session_says(string verbose, string[] told)
    {
        await using SessionHost silo = await Start(defaults: $", verboseDefault: '{verbose}'");
        await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(Calls("read", """{"path":"a"}"""), ModelReply.Text("done"));

        await silo.Ask("look", "r1");

        silo.Events.Of("r1").OfType<AgentToolEvent>().Select(e => $"{e.Phase} {e.DataJson}").ShouldBe(told);
    }

    [Fact]
    public async Task A_long_answer_is_kept_and_the_model_is_shown_its_ends()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        string answer = "begins" + new string('x', 40_000) + "ends";
        runner.Script = _ => ScriptedRunner.Says(answer);
        _model.Enqueue(Calls("read", """{"path":"a"}"""), ModelReply.Text("done"));

        await silo.Ask("look", "r1");

        (await silo.Transcript())[2].ShouldBe("toolResult: " + answer);
        string shown = _model.Requests[1].Body.GetProperty("messages").EnumerateArray().Single(each => each.GetProperty("role").GetString() == "tool").GetProperty("content").ToString();
        shown.Length.ShouldBeInRange(ToolResult.MaxShown, ToolResult.MaxShown + 64);
        shown.ShouldStartWith("begins");
        shown.ShouldEndWith("ends");
    }

    [Fact]
    public async Task A_page_is_asked_for_within_what_the_configuration_says()
    {
        await using SessionHost silo = await Start("tools: { web: { fetch: { maxChars: 700, timeoutSeconds: 7, maxRedirects: 1, userAgent: 'a program' } } }");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(
            Calls("web_fetch", """{"url":"https://example.com/","fetch":{"maxChars":9999},"timeoutMs":1,"allowPrivate":true}"""), Calls("read", """{"path":"a"}"""), ModelReply.Text("done"));

        await silo.Ask("look", "r1");

        (runner.Calls[0].Tool, runner.Calls[0].TimeoutMs).ShouldBe(("web_fetch", 7000));
        runner.Calls[0].Fetch.ShouldBe(new ToolFetchLimits { MaxChars = 700, MaxRedirects = 1, UserAgent = "a program" });
        runner.Calls[1].Fetch.ShouldBeNull();
    }

    /// <summary>The list of a sandbox names what it has, and a page is not among it unless somebody says so.</summary>
    [Theory]
    [InlineData("tools: { web: { fetch: { enabled: false } } }", SessionHost.Main, "tools.web.fetch.enabled")]
    [InlineData("tools: { deny: ['group:web'] }", SessionHost.Main, "the tool policy does not allow it here (global)")]
    [InlineData("", Sandboxed, "the tool policy does not allow it here (sandbox)")]
    [InlineData("tools: { sandbox: { tools: { allow: ['read', 'group:web'] } } }", Sandboxed, null)]
    public async Task Pages_are_had_where_policy_says_so(string more, string session, string? reason)
    {
        await using SessionHost silo = await Start(more, sandbox: "{ mode: 'non-main' }");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(Calls("web_fetch", """{"url":"https://example.com/"}"""), ModelReply.Text("done"));

        await silo.Ask("look", "r1", session);

        Names(_model.Requests[0]).Contains("web_fetch").ShouldBe(reason is null);
        runner.Calls.Count.ShouldBe(reason is null ? 1 : 0);
        if (reason is not null)
        {
            Sent(1).ShouldContain(reason);
        }
    }

    private static ModelReply Calls(string tool, string arguments) => ModelReply.Empty.ThenToolCall("call-1", tool, arguments);

    private static string[] Names(SimulatedModelRequest request) => request.Body.TryGetProperty("tools", out JsonElement tools)
        ? [.. tools.EnumerateArray().Select(tool => tool.GetProperty("function").GetProperty("name").GetString()!)]
        : [];

    private static string[] Roles(SimulatedModelRequest request) =>
        [.. request.Body.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()!)];

    private string Sent(int request) => _model.Requests[request].Body.GetProperty("messages").ToString();

    private string Config(string more = "", string defaults = "", string sandbox = "{}") => SessionHost.ConfigFor(_model, $"{ScriptedRunner.Allowed}{(more.Length == 0 ? "" : ", " + more)}")
        .Replace("""primary: "fake/m1" }""", $$"""primary: "fake/m1" }, sandbox: {{sandbox}}{{defaults}}""", StringComparison.Ordinal);

    private Task<SessionHost> Start(string more = "", string defaults = "", string sandbox = "{}") =>
        SessionHost.Start(_folder.Path, _model, config: Config(more, defaults, sandbox));
}
