using System.Globalization;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Agents;

/// <summary>The process dies while a person is asked about a command: the request outlives it, and what was allowed runs once at most.</summary>
public sealed class ExecCrashTests : IAsyncLifetime
{
    /// <summary>More than a turn with a request has; the test says when it never got that far.</summary>
    private const int MostOperations = 120;

    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync() => _model = await SimulatedModelProvider.StartAsync();

    public ValueTask DisposeAsync() => _model.DisposeAsync();

    [Theory]
    [InlineData("allow-once", 1)]
    [InlineData("deny", 0)]
    public async Task A_request_that_waits_when_the_process_dies_is_answered_after_all(string decision, int calls)
    {
        using var folder = new TemporaryFolder();
        string id = await DieWhileAsked(folder.Path);

        ScriptedRunner runner = null!;
        _model.Enqueue(ModelReply.Text("So it is."));
        await using SessionHost next = await Start(folder.Path, async host => runner = await ScriptedRunner.Connect(host.Grains, host.Events));
        await next.Session(ExecRig.Session).Resume(ExecRig.Session);
        (await next.Answer(id, decision)).ShouldBe(ApprovalReceipt.Recorded);

        (await next.Events.Outcome("r1")).Texts.ShouldBe(["So it is."]);
        runner.Calls.Count.ShouldBe(calls);
        (await next.Transcript(ExecRig.Session))[2].ShouldBe(calls == 1 ? "toolResult: ok" : "toolResult: This did not run: a person was asked and denied it.");
        _model.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_allowed_and_perhaps_begun_is_unknown_and_does_not_run_again()
    {
        using var folder = new TemporaryFolder();
        _model.Enqueue(ExecRig.Command("make all"));
        await using (SessionHost dying = await Start(folder.Path))
        {
            ScriptedRunner cut = await ScriptedRunner.Connect(dying.Grains, dying.Events);
            cut.Script = static _ => null;
            await dying.Say("run", "r1", ExecRig.Session);
            await dying.Answer((await dying.Asked()).Id, "allow-once");
            await cut.Next();
            dying.Fault.DieAt(1, after: false);
        }

        ScriptedRunner runner = null!;
        _model.Enqueue(ModelReply.Text("I look first."));
        await using SessionHost next = await Start(folder.Path, async host => runner = await ScriptedRunner.Connect(host.Grains, host.Events));
        await next.Session(ExecRig.Session).Resume(ExecRig.Session);

        (await next.Events.Outcome("r1")).Texts.ShouldBe(["I look first."]);
        (await next.Transcript(ExecRig.Session))[2].ShouldStartWith("toolResult: The outcome of this call is unknown: it was approved");
        runner.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_abort_after_the_restart_withdraws_the_request()
    {
        using var folder = new TemporaryFolder();
        string id = await DieWhileAsked(folder.Path);

        ScriptedRunner runner = null!;
        await using SessionHost next = await Start(folder.Path, async host => runner = await ScriptedRunner.Connect(host.Grains, host.Events));
        await next.Session(ExecRig.Session).Resume(ExecRig.Session);
        (await next.Session(ExecRig.Session).Abort("r1", "rpc")).Aborted.ShouldBeTrue();

        await Completed(next, "r1");
        (await next.Approval(id)).Status.ShouldBe(ApprovalStatus.Withdrawn);
        runner.Calls.ShouldBeEmpty();
        (await next.Transcript(ExecRig.Session))[2].ShouldBe("toolResult: This did not run: the run was stopped while a person was asked.");
    }

    [Fact]
    public async Task A_run_whose_conversation_was_reset_since_asks_nobody_any_more()
    {
        using var folder = new TemporaryFolder();
        string id = await DieWhileAsked(folder.Path, static silo => silo.Session(ExecRig.Session).Reset(ExecRig.Session));

        ScriptedRunner runner = null!;
        await using SessionHost next = await Start(folder.Path, async host => runner = await ScriptedRunner.Connect(host.Grains, host.Events));
        await next.Session(ExecRig.Session).Resume(ExecRig.Session);

        (await Completed(next, "r1")).State.ShouldBe(RunState.Interrupted);
        (await next.Approval(id)).Status.ShouldBe(ApprovalStatus.Withdrawn);
        runner.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_turn_with_a_request_survives_death_at_any_step(bool after)
    {
        bool reachedEnd = false;
        for (int step = 1; step <= MostOperations && !reachedEnd; step++)
        {
            using var folder = new TemporaryFolder();
            string at = string.Create(CultureInfo.InvariantCulture, $"step {step}, after: {after}");
            _model.Script = request => request.Body.GetProperty("messages").ToString() is var said && said.Contains("\"tool\"", StringComparison.Ordinal)
                ? ModelReply.Text("done")
                : ExecRig.Command("make all");
            bool acknowledged;
            int calls;
            await using (SessionHost dying = await Start(folder.Path))
            {
                ScriptedRunner runner = await Runner(dying);
                dying.Fault.DieAt(step, after);
                acknowledged = await TrySay(dying);
                Task first = await Task.WhenAny(dying.Fault.Died, dying.Events.Next(e => e is RunCompletedEvent { Run.RunId: "r1" }, "r1"));
                reachedEnd = first != dying.Fault.Died;
                calls = runner.Calls.Count;
            }

            ScriptedRunner again = null!;
            await using SessionHost next = await Start(folder.Path, async host => again = await Runner(host));
            foreach (string id in await next.Grain<IApprovalQueueGrain>(SessionHost.Tenant).List())
            {
                await next.Answer(id, "allow-once");
            }

            if (!acknowledged)
            {
                (await next.Say("run", "r1", ExecRig.Session)).Disposition.ShouldNotBe(TurnDisposition.Refused, at);
            }
            else
            {
                await next.Session(ExecRig.Session).Resume(ExecRig.Session);
            }

            RunStatus run = await Completed(next, "r1");
            run.Texts.ShouldBe(["done"], at);
            (calls + again.Calls.Count).ShouldBeLessThanOrEqualTo(1, at);
            string result = (await next.Transcript(ExecRig.Session))[2];
            (result == "toolResult: ok" || result.StartsWith("toolResult: The outcome of this call is unknown", StringComparison.Ordinal)).ShouldBeTrue($"{at}: {result}");
            (result != "toolResult: ok" || calls + again.Calls.Count == 1).ShouldBeTrue($"{at}: it says that it ran");
        }

        reachedEnd.ShouldBeTrue("a turn has more storage operations than the test tried");
    }

    /// <summary>A runner, and an owner who allows all that is asked.</summary>
    private static async Task<ScriptedRunner> Runner(SessionHost silo)
    {
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        silo.Events.Seen += told =>
        {
            if (told is ExecApprovalRequestedEvent { Approval.Id: var id })
            {
                _ = Task.Run(() => silo.Answer(id, "allow-once"));
            }
        };
        return runner;
    }

    private async Task<string> DieWhileAsked(string folder, Func<SessionHost, Task>? before = null)
    {
        _model.Enqueue(ExecRig.Command("make all"));
        await using SessionHost dying = await Start(folder);
        await ScriptedRunner.Connect(dying.Grains, dying.Events);
        await dying.Say("run", "r1", ExecRig.Session);
        string id = (await dying.Asked()).Id;
        if (before is not null)
        {
            await before(dying);
        }

        dying.Fault.DieAt(1, after: false);
        return id;
    }

    private static async Task<bool> TrySay(SessionHost silo)
    {
        try
        {
            return (await silo.Say("run", "r1", ExecRig.Session)).Disposition == TurnDisposition.Accepted;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<RunStatus> Completed(SessionHost silo, string runId)
    {
        RunStatus? run = null;
        await Waits.Until(async () => (run = await silo.Index.FindRun(runId))?.State is not (null or RunState.Queued or RunState.Running), $"the outcome of {runId}");
        return run!;
    }

    private Task<SessionHost> Start(string folder, Func<SessionHost, Task>? beforeWaking = null) =>
        SessionHost.Start(folder, _model, config: ExecRig.Config(_model), beforeWaking: beforeWaking);
}
