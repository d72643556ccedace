using System.Globalization;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Agents;

/// <summary>The process dies while a turn uses tools: no call is made twice, and the model is told what is not known.</summary>
public sealed class ToolCrashTests : IAsyncLifetime
{
    /// <summary>More than a turn has; the test says when it never got that far.</summary>
    private const int MostOperations = 60;

    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync() => _model = await SimulatedModelProvider.StartAsync();

    public ValueTask DisposeAsync() => _model.DisposeAsync();

    [Fact]
    public async Task A_call_that_was_cut_off_is_unknown_and_not_made_again()
    {
        using var folder = new TemporaryFolder();
        _model.Enqueue(ModelReply.Empty.ThenToolCall("c1", "write", """{"path":"a","content":"x"}"""));
        await using (SessionHost dying = await Start(folder.Path))
        {
            ScriptedRunner cut = await ScriptedRunner.Connect(dying.Grains, dying.Events);
            cut.Script = static _ => null;
            await dying.Say("write it", "r1");
            await cut.Next();
            dying.Fault.DieAt(1, after: false);
        }

        ScriptedRunner runner = null!;
        _model.Enqueue(ModelReply.Text("I look first."));
        await using SessionHost next = await Start(folder.Path, async host => runner = await ScriptedRunner.Connect(host.Grains, host.Events));
        await next.Session().Resume(SessionHost.Main);

        (await next.Events.Outcome("r1")).Texts.ShouldBe(["I look first."]);
        runner.Calls.ShouldBeEmpty();
        IReadOnlyList<string> transcript = await next.Transcript();
        transcript.Count.ShouldBe(4);
        transcript[0].ShouldBe("user: write it");
        transcript[2].ShouldStartWith("toolResult: The outcome of this call is unknown");
        string told = _model.Requests[^1].Body.GetProperty("messages").ToString();
        told.ShouldContain("The outcome of this call is unknown");
        told.Split("write it").Length.ShouldBe(2, "what the person said is said once");
    }

    [Fact]
    public async Task What_was_merged_into_a_cut_off_run_ends_with_it()
    {
        using var folder = new TemporaryFolder();
        var gate = new ModelGate();
        _model.Enqueue(ModelReply.Text("first").HeldBy(gate), ModelReply.Empty.ThenToolCall("c1", "read", """{"path":"a"}"""));
        await using (SessionHost dying = await Start(folder.Path))
        {
            ScriptedRunner cut = await ScriptedRunner.Connect(dying.Grains, dying.Events);
            cut.Script = static _ => null;
            await dying.Say("zero", "r0");
            await gate.Reached;
            await dying.Say("one", "r1");
            await dying.Say("two", "r2");
            gate.Open();
            await cut.Next();
            dying.Fault.DieAt(1, after: false);
        }

        _model.Enqueue(ModelReply.Text("both"));
        await using SessionHost next = await Start(folder.Path, host => ScriptedRunner.Connect(host.Grains, host.Events));
        await next.Session().Resume(SessionHost.Main);

        (await Completed(next, "r2")).Texts.ShouldBe(["both"]);
        (await Completed(next, "r1")).State.ShouldBe(RunState.Merged);
        (await next.Transcript()).Where(static line => line.StartsWith("user", StringComparison.Ordinal)).ShouldBe(["user: zero", "user: one", "user: two"]);
        _model.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_run_whose_conversation_was_reset_since_is_not_begun_anew()
    {
        using var folder = new TemporaryFolder();
        _model.Enqueue(ModelReply.Empty.ThenToolCall("c1", "write", """{"path":"a","content":"x"}"""));
        await using (SessionHost dying = await Start(folder.Path))
        {
            ScriptedRunner cut = await ScriptedRunner.Connect(dying.Grains, dying.Events);
            cut.Script = static _ => null;
            await dying.Say("write it", "r1");
            await cut.Next();
            await dying.Session().Reset(SessionHost.Main);
            dying.Fault.DieAt(1, after: false);
        }

        ScriptedRunner runner = null!;
        await using SessionHost next = await Start(folder.Path, async host => runner = await ScriptedRunner.Connect(host.Grains, host.Events));
        await next.Session().Resume(SessionHost.Main);

        (await Completed(next, "r1")).State.ShouldBe(RunState.Interrupted);
        runner.Calls.ShouldBeEmpty();
        _model.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_turn_with_a_tool_survives_death_at_any_step(bool after)
    {
        bool reachedEnd = false;
        for (int step = 1; step <= MostOperations && !reachedEnd; step++)
        {
            using var folder = new TemporaryFolder();
            string at = string.Create(CultureInfo.InvariantCulture, $"step {step}, after: {after}");
            int calls;
            _model.Script = request => request.Body.GetProperty("messages").ToString() is var said && said.Contains("\"tool\"", StringComparison.Ordinal)
                ? ModelReply.Text("done")
                : ModelReply.Empty.ThenToolCall("c1", "write", """{"path":"a","content":"x"}""");
            bool acknowledged;
            await using (SessionHost dying = await Start(folder.Path))
            {
                ScriptedRunner runner = await ScriptedRunner.Connect(dying.Grains, dying.Events);
                dying.Fault.DieAt(step, after);
                acknowledged = await TrySay(dying);
                Task first = await Task.WhenAny(dying.Fault.Died, dying.Events.Next(e => e is RunCompletedEvent { Run.RunId: "r1" }, "r1"));
                reachedEnd = first != dying.Fault.Died;
                calls = runner.Calls.Count;
            }

            ScriptedRunner again = null!;
            await using SessionHost next = await Start(folder.Path, async host => again = await ScriptedRunner.Connect(host.Grains, host.Events));
            if (!acknowledged)
            {
                (await next.Say("write it", "r1")).Disposition.ShouldNotBe(TurnDisposition.Refused, at);
            }
            else
            {
                await next.Session().Resume(SessionHost.Main);
            }

            RunStatus run = await Completed(next, "r1");
            run.State.ShouldBe(RunState.Ok, at);
            run.Texts.ShouldBe(["done"], at);
            (calls + again.Calls.Count).ShouldBeLessThanOrEqualTo(1, at);
            IReadOnlyList<string> transcript = await next.Transcript();
            transcript.Count.ShouldBe(4, at);
            (transcript[0], transcript[1], transcript[3]).ShouldBe(("user: write it", "assistant: ", "assistant: done"), at);
            (transcript[2] == "toolResult: ok" || transcript[2].StartsWith("toolResult: The outcome of this call is unknown", StringComparison.Ordinal))
                .ShouldBeTrue($"{at}: {transcript[2]}");
        }

        reachedEnd.ShouldBeTrue("a turn has more storage operations than the test tried");
    }

    private static async Task<bool> TrySay(SessionHost silo)
    {
        try
        {
            return (await silo.Say("write it", "r1")).Disposition == TurnDisposition.Accepted;
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
        SessionHost.Start(folder, _model, config: SessionHost.ConfigFor(_model, ScriptedRunner.Allowed), beforeWaking: beforeWaking);
}
