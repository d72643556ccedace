using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.Protocol.Runners;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Agents;

/// <summary>A command that a list or a person allows: it runs as it was read, on what it meant, once (E6, E8, E12, E14).</summary>
public sealed class ExecApprovalTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync() => _model = await SimulatedModelProvider.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_a_list_allows_runs_as_it_was_read()
    {
        await using SessionHost silo = await Start("security: 'allowlist'");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(ExecRig.Command("tr a b | wc -c"), ModelReply.Text("done"));

        await silo.Ask("run", "r1", ExecRig.Session);

        runner.Lookups.ShouldHaveSingleItem().Programs.ShouldBe(["tr", "wc"]);
        ToolRunContext context = runner.Calls.ShouldHaveSingleItem().Context;
        context.ExecSteps!.Select(static step => $"{step.Link} {step.Program} {step.ContentHash[..2]}: {string.Join('|', step.Argv)}")
            .ShouldBe(["always /usr/bin/tr aa: tr|a|b", "piped /usr/bin/wc aa: wc|-c"]);
        (context.Cwd, context.Sandboxed).ShouldBe(("/workspace", true));
    }

    [Theory]
    [InlineData("python3 x.py", "allowlist miss")]
    [InlineData("ls > x", "cannot be run as it is written")]
    [InlineData("missing", "program not found: missing")]
    public async Task What_it_does_not_allow_does_not_run(string command, string reason)
    {
        await using SessionHost silo = await Start("security: 'allowlist'");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        runner.Facts = static lookup => ScriptedRunner.FactsOf(lookup with { Programs = [.. lookup.Programs.Where(static word => word != "missing")] });
        _model.Enqueue(ExecRig.Command(command), ModelReply.Text("No."));

        await silo.Ask("run", "r1", ExecRig.Session);

        Sent(1).ShouldContain(reason);
        runner.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Half_a_character_makes_no_command()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(ModelReply.Empty.ThenToolCall("c1", "exec", "{\"command\":\"ls \\ud83d\"}"), ModelReply.Text("No."));

        (await silo.Ask("run", "r1", ExecRig.Session)).State.ShouldBe(RunState.Ok);

        Sent(1).ShouldContain("This did not run");
        (runner.Lookups.Count, runner.Calls.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task What_a_person_allows_runs_once_with_what_was_shown()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        runner.Script = static _ => ScriptedRunner.Says("what it printed");
        _model.Enqueue(ExecRig.Command("python3 x.py"), ModelReply.Text("It said so."));
        await silo.Say("run", "r1", ExecRig.Session);

        ApprovalView asked = await silo.Asked();
        (asked.Command, asked.Cwd, asked.Host, asked.SessionKey, asked.AskedBy).ShouldBe(("python3 x.py", "/workspace", "sandbox", ExecRig.Session, "test"));
        asked.ResolvedPath!.ShouldContain("script /workspace/x.py");
        runner.Calls.ShouldBeEmpty();
        (await silo.Answer(asked.Id, "allow-once")).ShouldBe(ApprovalReceipt.Recorded);

        (await silo.Events.Outcome("r1")).Texts.ShouldBe(["It said so."]);
        Sent(1).ShouldContain("what it printed");
        ToolRunContext context = runner.Calls.ShouldHaveSingleItem().Context;
        context.ExecSteps.ShouldHaveSingleItem().Argv.ShouldBe(["python3", "x.py"]);
        context.ExecFiles!.Select(static file => $"{file.Word} {file.Path}").ShouldBe(["/usr/bin/python3 /usr/bin/python3", "x.py /workspace/x.py"]);
        (await silo.Approval(asked.Id)).IsSpent.ShouldBeTrue();
        (await Records(silo, "tool.run")).ShouldHaveSingleItem().DetailsJson!.ShouldContain(asked.Id);
    }

    [Fact]
    public async Task A_session_without_a_sandbox_runs_what_a_person_allows_where_the_configuration_says_so()
    {
        await using SessionHost silo = await SessionHost.Start(_folder.Path, _model, _time, SessionHost.ConfigFor(_model, $"{ScriptedRunner.Allowed}, tools: {{ exec: {{ host: 'gateway' }} }}"));
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(ExecRig.Command("make all"), ModelReply.Text("done"));
        await silo.Say("run", "r1");
        ApprovalView asked = await silo.Asked();
        (asked.Host, asked.Security, asked.Ask).ShouldBe(("gateway", "allowlist", "on-miss"));

        await silo.Answer(asked.Id, "allow-once");

        (await silo.Events.Outcome("r1")).Texts.ShouldBe(["done"]);
        ToolRunContext context = runner.Calls.ShouldHaveSingleItem().Context;
        (context.Sandboxed, context.Network, context.ExecSteps!.Count).ShouldBe((false, false, 1));
    }

    [Theory]
    [InlineData("host: 'gateway', security: 'full', ask: 'off'", "rm *", "cannot be run as it is written")]
    [InlineData("host: 'gateway', security: 'deny'", "ls", "security=deny")]
    [InlineData("host: 'node'", "ls", "commands run in a sandbox, and this session has none")]
    public async Task Without_a_sandbox_nothing_runs_as_it_is_written(string exec, string command, string reason)
    {
        await using SessionHost silo = await SessionHost.Start(_folder.Path, _model, _time, SessionHost.ConfigFor(_model, $"{ScriptedRunner.Allowed}, tools: {{ exec: {{ {exec} }} }}"));
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(ExecRig.Command(command), ModelReply.Text("No."));

        await silo.Ask("run", "r1");

        Sent(1).ShouldContain(reason);
        runner.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_allowed_for_the_session_is_asked_about_once()
    {
        await using SessionHost silo = await Start("approvalMode: 'per-session', security: 'allowlist'");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(ExecRig.Command("make all"), ModelReply.Text("one"), ExecRig.Command("make all"), ModelReply.Text("two"));
        await silo.Say("run", "r1", ExecRig.Session);
        await silo.Answer((await silo.Asked()).Id, "allow-session");
        await silo.Events.Outcome("r1");
        await silo.Events.Next(static told => told is ExecApprovalResolvedEvent, "the end of the request, which is remembered before it is told");

        (await silo.Ask("again", "r2", ExecRig.Session)).Texts.ShouldBe(["two"]);

        runner.Calls.Count.ShouldBe(2);
        (await Records(silo, "exec.approval.request")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_a_person_denies_does_not_run_and_the_model_is_told()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(ExecRig.Command("make all"), ModelReply.Text("No."));
        await silo.Say("run", "r1", ExecRig.Session);

        await silo.Answer((await silo.Asked()).Id, "deny");

        (await silo.Events.Outcome("r1")).Texts.ShouldBe(["No."]);
        (await silo.Transcript(ExecRig.Session))[2].ShouldBe("toolResult: This did not run: a person was asked and denied it.");
        runner.Calls.ShouldBeEmpty();
        (await Records(silo, "exec.approval.answer")).ShouldHaveSingleItem().DetailsJson!.ShouldContain("deny");
    }

    [Fact]
    public async Task What_nobody_answers_does_not_run()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(ExecRig.Command("make all"), ModelReply.Text("No."));
        await silo.Say("run", "r1", ExecRig.Session);
        await silo.Asked();

        await _time.AdvanceUntil(Ended(silo), TimeSpan.FromSeconds(10), () => _model.Requests.Count < 2);

        (await silo.Transcript(ExecRig.Session))[2].ShouldBe("toolResult: This did not run: a person was asked and nobody answered in time.");
        runner.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_program_that_changed_since_does_not_run_and_the_permission_is_gone()
    {
        // E8: what was approved is what was there then.
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(ExecRig.Command("make all"), ModelReply.Text("No."));
        await silo.Say("run", "r1", ExecRig.Session);
        string id = (await silo.Asked()).Id;
        runner.Facts = static lookup => ScriptedRunner.FactsOf(lookup, hash: 'b');

        await silo.Answer(id, "allow-once");

        await silo.Events.Outcome("r1");
        Sent(1).ShouldContain("what would run is not what a person approved");
        runner.Calls.ShouldBeEmpty();
        (await silo.Approval(id)).IsSpent.ShouldBeTrue();
    }

    [Fact]
    public async Task A_rule_that_came_while_somebody_thought_counts()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(ExecRig.Command("make all"), ModelReply.Text("No."));
        await silo.Say("run", "r1", ExecRig.Session);
        string id = (await silo.Asked()).Id;
        silo.Configurations.Set(ExecRig.Config(_model).Replace("tools: {", "tools: { deny: ['exec'],", StringComparison.Ordinal));

        await silo.Answer(id, "allow-once");

        await silo.Events.Outcome("r1");
        Sent(1).ShouldContain("the tool policy does not allow it here");
        runner.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_abort_withdraws_the_request()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(ExecRig.Command("make all"));
        await silo.Say("run", "r1", ExecRig.Session);
        string id = (await silo.Asked()).Id;

        (await silo.Session(ExecRig.Session).Abort("r1", "rpc")).Aborted.ShouldBeTrue();

        (await silo.Events.Outcome("r1")).State.ShouldBe(RunState.Aborted);
        (await silo.Approval(id)).Status.ShouldBe(ApprovalStatus.Withdrawn);
        (await silo.Answer(id, "allow-once")).ShouldBe(ApprovalReceipt.Unknown);
        (await silo.Transcript(ExecRig.Session))[2].ShouldBe("toolResult: This did not run: the run was stopped while a person was asked.");
        runner.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_runner_that_went_while_somebody_thought_is_waited_for()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner gone = await ScriptedRunner.Connect(silo.Grains, silo.Events, "gone");
        _model.Enqueue(ExecRig.Command("make all"), ModelReply.Text("done"));
        await silo.Say("run", "r1", ExecRig.Session);
        string id = (await silo.Asked()).Id;
        await gone.Go();
        await silo.Answer(id, "allow-once");
        await _time.WhenArmed(RunnerFacts.Pause);
        ScriptedRunner other = await ScriptedRunner.Connect(silo.Grains, silo.Events, "other");

        _time.Advance(RunnerFacts.Pause);

        (await silo.Events.Outcome("r1")).Texts.ShouldBe(["done"]);
        (gone.Calls.Count, other.Calls.Count).ShouldBe((0, 1));
    }

    [Fact]
    public async Task Without_a_runner_for_long_it_does_not_run()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner gone = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _model.Enqueue(ExecRig.Command("make all"), ModelReply.Text("No."));
        await silo.Say("run", "r1", ExecRig.Session);
        string id = (await silo.Asked()).Id;
        await gone.Go();
        await silo.Answer(id, "allow-once");

        await _time.WhenArmed(RunnerFacts.Pause);
        _time.Advance(RunnerFacts.Patience);

        await silo.Events.Outcome("r1");
        Sent(1).ShouldContain("This did not run: no runner is connected.");
        (await silo.Approval(id)).IsSpent.ShouldBeTrue("what was allowed is worth nothing from here on");
    }

    /// <summary>Asked of the index: events are told to no subscription of so long ago.</summary>
    private static Task Ended(SessionHost silo) => Waits.Until(
        async () =>
        {
            try
            {
                return (await silo.Index.FindRun("r1"))?.State is not (null or RunState.Queued or RunState.Running);
            }
            catch (TimeoutException)
            {
                // The clock was moved by more than a call may take while it was on its way.
                return false;
            }
        },
        "the end of r1");

    private string Sent(int request) => _model.Requests[request].Body.GetProperty("messages").ToString();

    private static async Task<IReadOnlyList<AuditEntry>> Records(SessionHost silo, string action) =>
        [.. (await silo.Grain<IAuditGrain>(SessionHost.Tenant).Tail(200)).Select(static record => record.Entry).Where(entry => entry.Action == action)];

    private Task<SessionHost> Start(string exec = "ask: 'always'") => SessionHost.Start(_folder.Path, _model, _time, ExecRig.Config(_model, exec));
}
