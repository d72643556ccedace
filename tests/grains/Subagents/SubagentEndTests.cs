using System.Globalization;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Subagents;

/// <summary>Sub-agents end with what began them; what dies meanwhile loses none and reports none twice.</summary>
public sealed class SubagentEndTests : IAsyncLifetime
{
    /// <summary>More than it takes; the test says when it never got that far.</summary>
    private const int MostOperations = 80;

    private readonly ModelGate _gate = new();
    private SubagentRig _rig = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await SubagentRig.Start();
        _rig.OnTask = _ => ModelReply.Text("found it").HeldBy(_gate);
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Open();
        await _rig.DisposeAsync();
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("/stop")]
    [InlineData("/new")]
    [InlineData("abort")]
    [InlineData("abort run")]
    [InlineData("reset")]
    [InlineData("delete")]
    public async Task It_ends_with_its_session_and_is_not_reported(string how)
    {
        await using SessionHost silo = await _rig.Silo();
        await silo.Ask("please look", "r1");
        (string child, string run) = _rig.Spawned();
        await _gate.Reached;

        switch (how)
        {
            case "abort":
                (await silo.Session().Abort(null, "rpc")).Aborted.ShouldBeTrue();
                break;
            case "abort run":
                (await silo.Session().Abort("r1", "rpc")).Aborted.ShouldBeTrue();
                break;
            case "reset":
                await silo.Session().Reset(SessionHost.Main);
                break;
            case "delete":
                await silo.Session().Delete(deleteTranscript: false);
                break;
            default:
                await silo.Say(how, "r2");
                break;
        }

        (await silo.Events.Outcome(run)).State.ShouldBe(RunState.Aborted);
        _gate.Open();
        await NothingIsReported(silo, run);
        (await silo.Transcript(child)).ShouldNotContain("assistant: found it");
    }

    [Fact]
    public async Task Another_runs_end_does_not_end_it()
    {
        await using SessionHost silo = await _rig.Silo();
        await silo.Ask("please look", "r1");
        (_, string run) = _rig.Spawned();
        await _gate.Reached;

        (await silo.Session().Abort("r0", "rpc")).Aborted.ShouldBeFalse();
        _gate.Open();

        (await SubagentRig.Reported(silo, run)).State.ShouldBe(RunState.Ok);
    }

    [Fact]
    public async Task What_comes_of_a_conversation_that_is_over_is_not_told_to_the_next()
    {
        // The report waits behind the reset.
        await using SessionHost silo = await _rig.Silo();
        await silo.Ask("please look", "r1");
        (_, string run) = _rig.Spawned();
        await _gate.Reached;
        var busy = new ModelGate();
        _rig.OnAsked = _ => ModelReply.Text("well").HeldBy(busy);
        await silo.Say("and you?", "r2");
        await busy.Reached;
        await silo.Say("/new", "r3");
        _gate.Open();
        await silo.Events.Outcome(run);
        await Waits.Until(async () => await silo.Index.FindRun(run + ":report") is not null, "the report to wait");
        busy.Open();

        (await silo.Events.Outcome(run + ":report")).State.ShouldBe(RunState.Aborted);

        (await silo.Transcript()).ShouldNotContain(static line => line.Contains("sub-agent", StringComparison.Ordinal));
        _rig.Reports.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_whose_session_somebody_deletes_is_reported_as_stopped()
    {
        await using SessionHost silo = await _rig.Silo();
        await silo.Ask("please look", "r1");
        (string child, string run) = _rig.Spawned();
        await _gate.Reached;

        await silo.Session(child).Delete(deleteTranscript: false);

        await SubagentRig.Reported(silo, run);
        SubagentRig.Said(_rig.Reports[0]).ShouldContain("System: the sub-agent \"look into it\" was stopped by somebody.");
    }

    [Fact]
    public async Task A_process_that_dies_while_it_works_loses_nothing()
    {
        string run;
        await using (SessionHost dying = await _rig.Silo())
        {
            await dying.Ask("please look", "r1");
            run = _rig.Spawned().RunId;
            await _gate.Reached;
            dying.Fault.DieAt(1, after: false);
        }

        _rig.OnTask = static _ => ModelReply.Text("found it");
        await using SessionHost next = await _rig.Silo();

        (await SubagentRig.Reported(next, run)).Texts.ShouldBe(["It was found."]);
        (await next.Transcript()).Count(static line => line.Contains("System: the sub-agent", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_survives_death_at_any_step(bool after)
    {
        bool reachedEnd = false;
        for (int step = 1; step <= MostOperations && !reachedEnd; step++)
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"step {step}, after: {after}");
            await using SubagentRig rig = await SubagentRig.Start();
            bool acknowledged;
            await using (SessionHost dying = await rig.Silo())
            {
                dying.Fault.DieAt(step, after);
                acknowledged = await TrySay(dying);
                Task<GrainInterfaces.Events.TenantEvent> ended = dying.Events.Next(static told => told is GrainInterfaces.Events.RunCompletedEvent { Run.RunId: var id } && id.EndsWith(":report", StringComparison.Ordinal), "a report");
                reachedEnd = await Task.WhenAny(dying.Fault.Died, ended) != dying.Fault.Died;
            }

            await using SessionHost next = await rig.Silo();
            if (!acknowledged)
            {
                (await next.Say("please look", "r1")).Disposition.ShouldNotBe(TurnDisposition.Refused, at);
            }

            await Completed(next, "r1");

            // The reminder would wake it.
            await SubagentRig.Of(next).Ended("nothing");
            SessionEntry[] children = [.. (await next.Index.List(new SessionQuery { Limit = 10, SpawnedBy = SessionHost.Main })).Sessions];
            foreach (SessionEntry child in children)
            {
                await Completed(next, "subagent:" + child.Key[(child.Key.LastIndexOf(':') + 1)..] + ":report");
            }

            children.Length.ShouldBeLessThanOrEqualTo(1, at);
            IReadOnlyList<string> transcript = await next.Transcript();
            transcript.Count(static line => line.Contains("System: the sub-agent", StringComparison.Ordinal)).ShouldBe(children.Length, $"{at}: {string.Join(" | ", transcript)}");
            if (children.Length == 0)
            {
                transcript.ShouldContain(static line => line.StartsWith("toolResult: The outcome of this call is unknown", StringComparison.Ordinal), at);
            }
        }

        reachedEnd.ShouldBeTrue("it has more storage operations than the test tried");
    }

    private static async Task<bool> TrySay(SessionHost silo)
    {
        try
        {
            return (await silo.Say("please look", "r1")).Disposition == TurnDisposition.Accepted;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return false;
        }
    }

    private static Task Completed(SessionHost silo, string runId) => Waits.Until(
        async () => (await silo.Index.FindRun(runId))?.State is not (null or RunState.Queued or RunState.Running), $"the outcome of {runId}");

    /// <summary>Whatever would report it has had its turn.</summary>
    private async Task NothingIsReported(SessionHost silo, string run)
    {
        await Waits.Until(async () => await SubagentRig.Of(silo).Stop(null) == 0, "the sub-agent to be over");
        await SubagentRig.Of(silo).Ended(run);
        _rig.OnAsked = static _ => ModelReply.Text("well");
        await silo.Ask("and now?", "last");
        (await silo.Index.FindRun(run + ":report")).ShouldBeNull();
        _rig.Reports.ShouldBeEmpty();
    }
}
