using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Usage;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Storage;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>The process dies at each storage operation of a turn in turn: nothing acknowledged is lost, nothing happens twice.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    /// <summary>More than a turn has; the test says when it never got that far.</summary>
    private const int MostOperations = 40;

    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync() => _model = await SimulatedModelProvider.StartAsync();

    public ValueTask DisposeAsync() => _model.DisposeAsync();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_turn_survives_death_at_any_step(bool after, bool delivered)
    {
        bool reachedEnd = false;
        for (int step = 1; step <= MostOperations && !reachedEnd; step++)
        {
            using var folder = new TemporaryFolder();
            bool acknowledged;
            await using (SessionHost dying = await SessionHost.Start(folder.Path, _model))
            {
                await dying.Ask("before", "r0");
                dying.Fault.DieAt(step, after);
                acknowledged = await TrySay(dying, "hello", "r1", delivered);
                Task first = await Task.WhenAny(dying.Fault.Died, dying.Events.Next(e => e is RunCompletedEvent { Run.RunId: "r1" }, "r1"));
                reachedEnd = first != dying.Fault.Died;
            }

            await using SessionHost next = await SessionHost.Start(folder.Path, _model);
            if (!acknowledged)
            {
                // The client repeats what was not acknowledged; the same id has one effect.
                TurnReceipt again = await next.Say("hello", "r1", change: delivered ? SessionHost.Delivered : null);
                again.Disposition.ShouldNotBe(TurnDisposition.Refused, At(step, after));
            }
            else
            {
                await next.Session().Resume(SessionHost.Main);
            }

            RunStatus run = await Completed(next, "r1");
            run.State.ShouldBe(RunState.Ok, At(step, after));
            run.Texts.ShouldBe(["Hello from the simulated model."], At(step, after));
            (await next.Transcript()).ShouldBe(
                ["user: before", "assistant: Hello from the simulated model.", "user: hello", "assistant: Hello from the simulated model."],
                At(step, after));
            (await next.Outbox()).ShouldBe(delivered ? 1 : 0, At(step, after));
            await next.Ask("and on", "r2");
            (await next.Transcript()).Count.ShouldBe(6, At(step, after));
        }

        reachedEnd.ShouldBeTrue("a turn has more storage operations than the test tried");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_turn_is_answered_and_told_once_though_the_answer_of_any_step_is_lost(bool isNew, bool delivered)
    {
        bool reachedEnd = false;
        for (int step = 1; step <= MostOperations && !reachedEnd; step++)
        {
            using var folder = new TemporaryFolder();
            await using SessionHost silo = await SessionHost.Start(folder.Path, _model, TimeProvider.System);
            if (!isNew)
            {
                await silo.Ask("before", "r0");
            }

            int began = silo.Fault.Operations;
            silo.Fault.LoseAnswerOf(step);
            if (!await TrySay(silo, "hello", "r1", delivered))
            {
                (await silo.Say("hello", "r1", change: delivered ? SessionHost.Delivered : null)).Disposition.ShouldNotBe(TurnDisposition.Refused);
                await silo.Session().Resume(SessionHost.Main);
            }

            (await silo.Events.Outcome("r1")).State.ShouldBe(RunState.Ok, At(step, after: true));
            reachedEnd = silo.Fault.Operations < began + step;
            silo.Fault.LoseAnswerOf(null);
            silo.Events.Chat("r1").Where(e => e.State != ChatState.Delta).ShouldHaveSingleItem().State.ShouldBe(ChatState.Final, At(step, after: true));
            string[] before = isNew ? [] : ["user: before", "assistant: Hello from the simulated model."];
            (await silo.Transcript()).ShouldBe([.. before, "user: hello", "assistant: Hello from the simulated model."], At(step, after: true));
            (await silo.Index.FindRun("r1"))!.State.ShouldBe(RunState.Ok, At(step, after: true));
            (await silo.Outbox()).ShouldBe(delivered ? 1 : 0, At(step, after: true));
        }

        reachedEnd.ShouldBeTrue("a turn has more storage operations than the test tried");
    }

    [Fact]
    public async Task A_run_cut_off_while_the_model_answers_is_taken_up_again_and_says_so()
    {
        using var folder = new TemporaryFolder();
        _model.Enqueue(ModelReply.Text("half").ThenStall());
        await using (SessionHost dying = await SessionHost.Start(folder.Path, _model))
        {
            await dying.Say("hi", "r1");
            await dying.Events.Next(e => e is ChatEvent { RunId: "r1" }, "the first delta");
            dying.Fault.DieAt(1, after: false);
        }

        await using SessionHost next = await SessionHost.Start(folder.Path, _model);
        await next.Session().Resume(SessionHost.Main);

        (await next.Events.Outcome("r1")).Texts.ShouldBe(["Hello from the simulated model."]);
        next.Events.Of("r1").OfType<AgentLifecycleEvent>().First().Resumed.ShouldBeTrue();
        (await next.Transcript()).ShouldBe(["user: hi", "assistant: Hello from the simulated model."]);
    }

    [Fact]
    public async Task A_run_that_is_cut_off_every_time_is_given_up_and_told()
    {
        using var folder = new TemporaryFolder();
        for (int i = 0; i <= Moltbot.Grains.Sessions.SessionGrain.MaxTakeUps; i++)
        {
            _model.Enqueue(ModelReply.Text("half").ThenStall());
            await using SessionHost dying = await SessionHost.Start(folder.Path, _model);
            if (i == 0)
            {
                await dying.Say("hi", "r1");
            }
            else
            {
                await dying.Session().Resume(SessionHost.Main);
            }

            await dying.Events.Next(e => e is ChatEvent { RunId: "r1" }, string.Create(CultureInfo.InvariantCulture, $"the first delta of start {i}"));
            dying.Fault.DieAt(1, after: false);
        }

        await using SessionHost last = await SessionHost.Start(folder.Path, _model);
        await last.Session().Resume(SessionHost.Main);

        (await last.Events.Outcome("r1")).State.ShouldBe(RunState.Interrupted);
        last.Events.Chat("r1").ShouldHaveSingleItem().State.ShouldBe(ChatState.Error);
    }

    [Fact]
    public async Task A_database_that_goes_away_delays_a_turn_and_loses_nothing()
    {
        using var folder = new TemporaryFolder();
        var gate = new ModelGate();
        await using SessionHost silo = await SessionHost.Start(folder.Path, _model, TimeProvider.System);
        _model.Enqueue(ModelReply.Text("first").HeldBy(gate));
        await silo.Say("hi", "r1");
        await gate.Reached;
        silo.Fault.FailNext(3);
        gate.Open();

        (await silo.Events.Outcome("r1")).State.ShouldBe(RunState.Ok);
        (await silo.Transcript()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Sessions_with_open_turns_are_woken_without_anybody_asking()
    {
        using var folder = new TemporaryFolder();
        _model.Enqueue(ModelReply.Text("half").ThenStall());
        await using (SessionHost dying = await SessionHost.Start(folder.Path, _model))
        {
            await dying.Say("hi", "r1");
            await dying.Events.Next(e => e is ChatEvent { RunId: "r1" }, "the first delta");
            dying.Fault.DieAt(1, after: false);
        }

        await using SessionHost next = await SessionHost.Start(folder.Path, _model);

        (await Completed(next, "r1")).State.ShouldBe(RunState.Ok);
    }

    [Fact]
    public async Task History_is_the_same_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        IReadOnlyList<string> before;
        await using (SessionHost first = await SessionHost.Start(folder.Path, _model))
        {
            await first.Ask("one", "r1");
            await first.Ask("two", "r2");
            before = await first.Transcript();
        }

        await using SessionHost second = await SessionHost.Start(folder.Path, _model);
        (await second.Transcript()).ShouldBe(before);
        (await second.Session().Entry())!.TranscriptHead.ShouldBe(4);
    }

    private static async Task<bool> TrySay(SessionHost silo, string text, string runId, bool delivered)
    {
        try
        {
            return (await silo.Say(text, runId, change: delivered ? SessionHost.Delivered : null)).Disposition == TurnDisposition.Accepted;
        }
        catch (Exception e) when (e is not ShouldAssertException)
        {
            return false;
        }
    }

    /// <summary>The outcome as the store has it: its event may have been told before this silo was listened to.</summary>
    private static async Task<RunStatus> Completed(SessionHost silo, string runId)
    {
        RunStatus? run = null;
        await Waits.Until(
            async () => (run = await silo.Index.FindRun(runId))?.State is not (null or RunState.Queued or RunState.Running), $"the outcome of {runId}");
        return run!;
    }

    private static string At(int step, bool after) =>
        string.Create(CultureInfo.InvariantCulture, $"died {(after ? "after" : "before")} operation {step}");
}
