using System.Text.Json;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Usage;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.Protocol.Runners;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Agents;

/// <summary>What a model writes down before its conversation is summarised: files, by the turn's own authority, told to nobody.</summary>
public sealed class MemoryFlushTests : IAsyncLifetime
{
    private const string Elsewhere = "agent:main:elsewhere";

    private readonly TemporaryFolder _folder = new();
    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        LongTalk.Script(_model, static request => IsFlush(request) && LongTalk.Told(request)[^1].Role == "user"
            ? ModelReply.Empty.ThenToolCall("c1", "write", """{"path":"memory/2026-01-01.md","content":"one"}""").WithUsage(300, 20)
            : IsFlush(request) ? ModelReply.Text("I noted it.").WithUsage(300, 20) : null);
    }

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_is_one_silent_turn_before_the_summary()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);

        (await LongTalk.Say(silo, "one", "two", "three")).Texts.ShouldBe(["Understood."]);

        ToolRunParams call = runner.Calls.ShouldHaveSingleItem();
        (call.Tool, call.Arguments.GetProperty("path").GetString()).ShouldBe(("write", "memory/2026-01-01.md"));
        (call.Context.SessionKey, call.Context.Sandboxed).ShouldBe((SessionHost.Main, false));
        _model.Requests.Select(static request => IsFlush(request) ? "flush" : LongTalk.IsSummary(request) ? "summary" : "turn").ShouldBe(["turn", "turn", "flush", "flush", "summary", "turn"]);
        SimulatedModelRequest flush = _model.Requests[2];
        Names(flush).ShouldBe(["read", "write", "edit"]);
        LongTalk.Told(flush)[^1].Text.ShouldContain("Pre-compaction memory flush. Store durable memories now");
        LongTalk.Outline(flush).ShouldStartWith("system You | user one | assistant Understood. | user two | assistant Understood. | user Pre-compaction");

        // Nobody is told, and no later prompt has it.
        (await silo.Transcript()).Select(static line => line.Split(' ')[1]).ShouldBe(["one", "Understood.", "two", "Understood.", "three", "Understood."]);
        silo.Events.All.OfType<ChatEvent>().ShouldNotContain(static told => told.Text != null && told.Text.Contains("noted", StringComparison.Ordinal));
        silo.Events.All.OfType<AgentToolEvent>().ShouldBeEmpty();
        LongTalk.Told(_model.Requests[^1]).ShouldNotContain(static message => message.Text.Contains("memory", StringComparison.Ordinal) && message.Role != "system");
        (await silo.Grain<IAuditGrain>(SessionHost.Tenant).Tail(50)).Count(static record => record.Entry.Action == "tool.run").ShouldBe(1, "on record like any call");
        (await silo.Grain<IUsageGrain>(SessionHost.Tenant).Days(1)).Single().Tokens.ShouldBe(new TokenUsage { Input = 1_300, Output = 70 });
    }

    [Fact]
    public async Task It_is_made_once_for_each_summary_and_before_that_is_due()
    {
        await using SessionHost silo = await Start("memoryFlush: { softThresholdTokens: 1000 }");
        await ScriptedRunner.Connect(silo.Grains, silo.Events);

        await LongTalk.Say(silo, "one", "two");
        Flushes.ShouldBe(1);
        LongTalk.Summaries(_model).ShouldBeEmpty();
        await silo.Ask("short", "more");
        Flushes.ShouldBe(1);
        await LongTalk.Say(silo, "three");
        (Flushes, (await silo.Session().Entry())!.CompactionCount).ShouldBe((1, 1));
        await LongTalk.Say(silo, "four", "five");
        (Flushes, (await silo.Session().Entry())!.CompactionCount).ShouldBe((2, 2));
    }

    [Fact]
    public async Task It_asks_what_is_configured()
    {
        await using SessionHost silo = await Start("memoryFlush: { softThresholdTokens: 0, prompt: 'Note the essence.', systemPrompt: 'memory flush turn: be brief.' }");
        await ScriptedRunner.Connect(silo.Grains, silo.Events);

        await LongTalk.Say(silo, "one", "two", "three");

        SimulatedModelRequest flush = _model.Requests.First(IsFlush);
        LongTalk.System(flush).ShouldEndWith("\n\nmemory flush turn: be brief.\n\nIf no reply is needed, answer NO_REPLY.");
        LongTalk.Told(flush)[^1].Text.ShouldEndWith("Note the essence.\n\nIf no reply is needed, answer NO_REPLY.");
    }

    [Theory]
    [InlineData("tools: { deny: ['write'] }", "{ mode: 'off' }", true)]
    [InlineData("", "{ mode: 'off' }", false)]
    [InlineData("", "{ mode: 'all', workspaceAccess: 'ro' }", true)]
    [InlineData("", "{ mode: 'all', workspaceAccess: 'none' }", true)]
    public async Task It_is_not_made_where_nothing_may_be_written_or_kept(string more, string sandbox, bool enabled)
    {
        await using SessionHost silo = await Start($"memoryFlush: {{ enabled: {(enabled ? "true" : "false")}, softThresholdTokens: 0 }}", more, sandbox);
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);

        foreach (string name in new[] { "one", "two", "three" })
        {
            await silo.Ask(LongTalk.Message(name), name, Elsewhere);
        }

        Flushes.ShouldBe(0);
        runner.Calls.ShouldBeEmpty();
        LongTalk.Summaries(_model).Count.ShouldBe(1);
    }

    [Fact]
    public async Task It_is_made_in_a_sandbox_that_writes_the_workspace()
    {
        await using SessionHost silo = await Start(sandbox: "{ mode: 'all', workspaceAccess: 'rw' }");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);

        await LongTalk.Say(silo, "one", "two", "three");

        runner.Calls.ShouldHaveSingleItem().Context.Sandboxed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_turn_that_a_narrower_one_caused_writes_nothing()
    {
        // A15.
        await using SessionHost silo = await Start(more: "channels: { telegram: { groups: { '-100': { tools: { deny: ['write'] } } } } }");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        var group = new TurnBound { Use = new ToolUse { SessionKey = "agent:main:telegram:group:-100", Channel = "telegram", GroupId = "-100" }, SessionId = "s1" };
        await LongTalk.Say(silo, "one", "two");

        (await silo.Ask(LongTalk.Message("three"), "subagent:1:task", change: request => request with
        {
            Origin = TurnOrigin.Task, CommandsAllowed = false, Bounds = new TurnBounds { Turns = [group] },
        })).State.ShouldBe(RunState.Ok);

        Flushes.ShouldBe(0);
        runner.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Other_tools_than_files_are_not_there()
    {
        LongTalk.Script(_model, static request => !IsFlush(request) ? null
            : LongTalk.Told(request)[^1].Role == "user" ? ModelReply.Empty.ThenToolCall("c1", "sessions_send", """{"sessionKey":"agent:main:elsewhere","message":"hello"}""").ThenToolCall("c2", "exec", """{"command":"ls"}""")
            : ModelReply.Text("NO_REPLY"));
        await using SessionHost silo = await Start(sandbox: "{ mode: 'all', workspaceAccess: 'rw' }");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);

        (await LongTalk.Say(silo, "one", "two", "three")).State.ShouldBe(RunState.Ok);

        _model.Requests.Last(IsFlush).Body.GetProperty("messages").ToString().Split("there is nothing but read, write, edit here").Length.ShouldBe(3);
        runner.Calls.ShouldBeEmpty();
        (await silo.Session(Elsewhere).Entry()).ShouldBeNull();
    }

    [Fact]
    public async Task A_model_that_fails_costs_the_notes_alone()
    {
        LongTalk.Script(_model, static request => IsFlush(request) ? ModelReply.Status(400, """{"error":{"message":"broken"}}""") : null);
        await using SessionHost silo = await Start();
        await ScriptedRunner.Connect(silo.Grains, silo.Events);

        (await LongTalk.Say(silo, "one", "two", "three")).Texts.ShouldBe(["Understood."]);

        LongTalk.Summaries(_model).Count.ShouldBe(1);
        (await silo.Session().Entry())!.CompactionCount.ShouldBe(1);
    }

    [Fact]
    public async Task After_a_crash_nothing_is_written_twice()
    {
        await using (SessionHost dying = await Start())
        {
            ScriptedRunner cut = await ScriptedRunner.Connect(dying.Grains, dying.Events);
            cut.Script = static _ => null;
            await LongTalk.Say(dying, "one", "two");
            await dying.Say(LongTalk.Message("three"), "three");
            await cut.Next();
            dying.Fault.DieAt(1, after: false);
        }

        ScriptedRunner runner = null!;
        await using SessionHost next = await Start(beforeWaking: async host => runner = await ScriptedRunner.Connect(host.Grains, host.Events));
        await next.Session().Resume(SessionHost.Main);

        RunStatus? run = null;
        await Waits.Until(async () => (run = await next.Index.FindRun("three"))?.State is not (null or RunState.Queued or RunState.Running), "the outcome");
        run!.Texts.ShouldBe(["Understood."]);
        runner.Calls.ShouldBeEmpty();
        (await next.Session().Entry())!.CompactionCount.ShouldBe(1);
    }

    [Fact]
    public async Task An_abort_ends_it_and_the_run()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        runner.Script = static _ => null;
        await LongTalk.Say(silo, "one", "two");
        await silo.Say(LongTalk.Message("three"), "three");
        await runner.Next();

        await silo.Session().Abort("three", "rpc");

        (await silo.Events.Outcome("three")).State.ShouldBe(RunState.Aborted);
        (await silo.Transcript()).Select(static line => line.Split(' ')[1]).ShouldBe(["one", "Understood.", "two", "Understood.", "three"]);
        LongTalk.Summaries(_model).ShouldBeEmpty();
    }

    private int Flushes => _model.Requests.Count(static request => IsFlush(request) && LongTalk.Told(request)[^1].Role == "user");

    private static bool IsFlush(SimulatedModelRequest request) => LongTalk.System(request).Contains("memory flush turn", StringComparison.Ordinal);

    private static string[] Names(SimulatedModelRequest request) =>
        [.. request.Body.GetProperty("tools").EnumerateArray().Select(static tool => tool.GetProperty("function").GetProperty("name").GetString()!)];

    private Task<SessionHost> Start(
        string compaction = "memoryFlush: { softThresholdTokens: 0 }", string more = "", string sandbox = "{ mode: 'off' }", Func<SessionHost, Task>? beforeWaking = null) => SessionHost.Start(
            _folder.Path,
            _model,
            config: LongTalk.Config(_model, compaction, ScriptedRunner.Allowed + (more.Length == 0 ? "" : ", " + more))
                .Replace("defaults: {", $"defaults: {{ sandbox: {sandbox},", StringComparison.Ordinal),
            beforeWaking: beforeWaking);
}
