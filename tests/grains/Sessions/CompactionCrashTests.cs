using System.Globalization;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>The process dies at each storage operation of a turn whose conversation is summarised.</summary>
public sealed class CompactionCrashTests : IAsyncLifetime
{
    /// <summary>More than a turn has; the test says when it never got that far.</summary>
    private const int MostOperations = 60;

    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        LongTalk.Script(_model);
    }

    public ValueTask DisposeAsync() => _model.DisposeAsync();

    [Theory]
    [InlineData(false, "three")]
    [InlineData(true, "three")]
    [InlineData(false, "/compact")]
    [InlineData(true, "/compact")]
    public async Task A_turn_with_a_summary_survives_death_at_any_step_and_one_is_stored(bool after, string said)
    {
        bool isCommand = said[0] == '/';
        string text = isCommand ? said : LongTalk.Message(said);
        bool reachedEnd = false;
        for (int step = 1; step <= MostOperations && !reachedEnd; step++)
        {
            using var folder = new TemporaryFolder();
            string at = string.Create(CultureInfo.InvariantCulture, $"step {step}, after: {after}");
            int before = LongTalk.Summaries(_model).Count;
            bool acknowledged;
            await using (SessionHost dying = await Start(folder.Path))
            {
                await LongTalk.Say(dying, "one", "two");
                dying.Fault.DieAt(step, after);
                acknowledged = await TrySay(dying, text);
                Task first = await Task.WhenAny(dying.Fault.Died, dying.Events.Next(e => e is RunCompletedEvent { Run.RunId: "last" }, "last"));
                reachedEnd = first != dying.Fault.Died;
            }

            await using SessionHost next = await Start(folder.Path);
            if (!acknowledged)
            {
                (await next.Say(text, "last")).Disposition.ShouldNotBe(TurnDisposition.Refused, at);
            }
            else
            {
                await next.Session().Resume(SessionHost.Main);
            }

            RunStatus run = await Completed(next, "last");
            run.State.ShouldBe(RunState.Ok, at);
            run.Texts.Single().ShouldStartWith(isCommand ? "Compacted: 2 messages are summarised" : "Understood.", Case.Sensitive, at);
            (await next.Session().Entry())!.CompactionCount.ShouldBe(1, at);
            (await next.Transcript()).Count.ShouldBe(isCommand ? 5 : 6, at);
            (LongTalk.Summaries(_model).Count - before).ShouldBeInRange(1, 2, at);

            await next.Ask("and on", "after");
            string rest = isCommand ? "" : " | user three | assistant Understood.";
            LongTalk.Outline(_model.Requests[^1]).ShouldBe($"system You | summary | user two | assistant Understood.{rest} | user and", at);
        }

        reachedEnd.ShouldBeTrue("a turn has more storage operations than the test tried");
    }

    [Fact]
    public async Task Cut_off_between_its_summary_and_its_answer_a_turn_needs_no_other()
    {
        using var folder = new TemporaryFolder();
        LongTalk.Script(_model, static request => LongTalk.Outline(request).Contains("summary", StringComparison.Ordinal) ? ModelReply.Text("half").ThenStall() : null);
        await using (SessionHost dying = await Start(folder.Path))
        {
            await LongTalk.Say(dying, "one", "two");
            await dying.Say(LongTalk.Message("three"), "last");
            await dying.Events.Next(e => e is ChatEvent { RunId: "last" }, "the first delta");
            dying.Fault.DieAt(1, after: false);
        }

        LongTalk.Script(_model);
        await using SessionHost next = await Start(folder.Path);
        await next.Session().Resume(SessionHost.Main);

        (await Completed(next, "last")).Texts.ShouldBe(["Understood."]);
        LongTalk.Summaries(_model).Count.ShouldBe(1);
        LongTalk.Outline(_model.Requests[^1]).ShouldBe("system You | summary | user two | assistant Understood. | user three");
        (await next.Session().Entry())!.CompactionCount.ShouldBe(1);
    }

    private static async Task<bool> TrySay(SessionHost silo, string text)
    {
        try
        {
            return (await silo.Say(text, "last")).Disposition == TurnDisposition.Accepted;
        }
        catch (Exception e) when (e is not (ShouldAssertException or OperationCanceledException))
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

    private Task<SessionHost> Start(string folder) => SessionHost.Start(folder, _model, config: LongTalk.Config(_model));
}
