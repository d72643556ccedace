using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sessions;

public sealed class QueueTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelGate _gate = new();
    private readonly ManualTime _time = new();
    private SimulatedModelProvider _model = null!;
    private SessionHost _silo = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        _silo = await SessionHost.Start(_folder.Path, _model, _time);
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Open();
        await _silo.DisposeAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Collect_answers_what_waited_in_one_turn()
    {
        Configure("collect");
        await Busy();
        await _silo.Say("two", "r2");
        await _silo.Say("three", "r3");
        _gate.Open();

        RunStatus last = await _silo.Events.Outcome("r3");
        RunStatus merged = await _silo.Events.Outcome("r2");

        last.State.ShouldBe(RunState.Ok);
        merged.State.ShouldBe(RunState.Merged);
        merged.Texts.ShouldBe(last.Texts);
        _silo.Events.Chat("r2").ShouldHaveSingleItem().State.ShouldBe(ChatState.Final);
        _model.Requests.Count.ShouldBe(2);
        (await _silo.Transcript()).TakeLast(3).ShouldBe(["user: two", "user: three", "assistant: Hello from the simulated model."]);
        (await _silo.Say("two", "r2")).Run!.State.ShouldBe(RunState.Merged);
    }

    [Fact]
    public async Task A_run_id_of_another_session_or_kind_is_refused_in_flight_and_after()
    {
        await _silo.Ask("one", "done");
        await Busy();
        string[] known = ["done", "r1"];
        foreach (string runId in known)
        {
            TurnReceipt elsewhere = await _silo.Say("two", runId, "agent:main:other");
            TurnReceipt otherKind = await _silo.Say("two", runId, change: turn => turn with { Origin = TurnOrigin.Agent });
            TurnReceipt same = await _silo.Say("one", runId);

            (elsewhere.Disposition, elsewhere.Refusal, elsewhere.Run).ShouldBe((TurnDisposition.Refused, "idempotencyKey already used for another request", null));
            (otherKind.Disposition, otherKind.Run).ShouldBe((TurnDisposition.Refused, null));
            same.Disposition.ShouldBe(runId == "done" ? TurnDisposition.Completed : TurnDisposition.InFlight);
        }
    }

    [Fact]
    public async Task Followup_answers_each_in_its_turn()
    {
        Configure("followup");
        await Busy();
        await _silo.Say("two", "r2");
        await _silo.Say("three", "r3");
        _gate.Open();

        (await _silo.Events.Outcome("r2")).State.ShouldBe(RunState.Ok);
        (await _silo.Events.Outcome("r3")).State.ShouldBe(RunState.Ok);
        _model.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Interrupt_aborts_the_run_and_answers_the_newest()
    {
        Configure("interrupt");
        await Busy();
        await _silo.Say("two", "r2");

        (await _silo.Events.Outcome("r1")).State.ShouldBe(RunState.Aborted);
        (await _silo.Events.Outcome("r2")).State.ShouldBe(RunState.Ok);
        _silo.Events.Chat("r1").ShouldContain(e => e.State == ChatState.Aborted && e.StopReason == "interrupt");
    }

    [Fact]
    public async Task Beyond_the_cap_the_oldest_become_a_summary()
    {
        Configure("collect", ", cap: 1");
        await Busy();
        await _silo.Say("two", "r2");
        await _silo.Say("three", "r3");
        _gate.Open();

        await _silo.Events.Outcome("r3");
        (await _silo.Events.Outcome("r2")).State.ShouldBe(RunState.Merged);
        string prompt = _model.Requests[^1].Body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").ToString();
        prompt.ShouldContain("[Queue overflow] Dropped 1 message due to cap.\nSummary:\n- two");
    }

    [Fact]
    public async Task What_is_beyond_the_cap_can_be_aborted()
    {
        Configure("collect", ", cap: 1");
        await Busy();
        await _silo.Say("two", "r2");
        await _silo.Say("three", "r3");

        AbortReceipt receipt = await _silo.Session().Abort("r2", "rpc");
        _gate.Open();

        receipt.RunIds.ShouldBe(["r2"]);
        (await _silo.Events.Outcome("r2")).State.ShouldBe(RunState.Aborted);
        (await _silo.Events.Outcome("r3")).State.ShouldBe(RunState.Ok);
        _model.Requests.ShouldAllBe(request => !request.Body.GetRawText().Contains("two", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_beyond_the_cap_is_answered_once_also_when_turns_are_looked_for_again()
    {
        Configure("collect", ", cap: 1");
        await Busy();
        await _silo.Say("two", "r2");
        await _silo.Say("three", "r3");
        int failed = 0;
        _silo.Configurations.OnGet = () => Interlocked.Exchange(ref failed, 1) == 0
            ? throw new TimeoutException("the tenant's grain is away")
            : Task.CompletedTask;
        _gate.Open();
        await _time.WhenArmed(TimeSpan.FromMilliseconds(200));
        _time.Advance(TimeSpan.FromMilliseconds(200));

        (await _silo.Events.Outcome("r3")).State.ShouldBe(RunState.Ok);
        (await _silo.Events.Outcome("r2")).State.ShouldBe(RunState.Merged);
        (await _silo.Transcript()).Where(line => line.StartsWith("user:", StringComparison.Ordinal)).ShouldBe(["user: one", "user: three"]);
    }

    [Fact]
    public async Task An_abort_finds_a_turn_also_in_the_moment_before_it_runs()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int asked = 0;
        _silo.Configurations.OnGet = () =>
        {
            // First it is accepted, then it is to run.
            if (Interlocked.Increment(ref asked) != 2)
            {
                return Task.CompletedTask;
            }

            reached.SetResult();
            return go.Task;
        };
        await _silo.Say("one", "r1");
        await reached.Task.InTime();

        AbortReceipt receipt = await _silo.Session().Abort("r1", "rpc");
        go.SetResult();

        receipt.RunIds.ShouldBe(["r1"]);
        (await _silo.Events.Outcome("r1")).State.ShouldBe(RunState.Aborted);
        _model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Beyond_the_cap_a_new_message_is_refused_before_it_is_stored()
    {
        Configure("collect", ", cap: 1, drop: \"new\"");
        await Busy();
        await _silo.Say("two", "r2");

        TurnReceipt refused = await _silo.Say("three", "r3");

        refused.Disposition.ShouldBe(TurnDisposition.Refused);
        refused.RetryAfterMs.ShouldBeGreaterThan(0);
        (await _silo.Index.FindRun("r3")).ShouldBeNull();
    }

    [Fact]
    public async Task Beyond_the_cap_a_new_message_of_a_chat_is_dropped_and_not_tried_again()
    {
        Configure("collect", ", cap: 1, drop: \"new\"");
        await Busy();
        await _silo.Say("two", "r2");

        TurnReceipt dropped = await _silo.Say("three", "tg:3", change: static request => request with { Origin = TurnOrigin.Channel });

        (dropped.Disposition, dropped.RetryAfterMs).ShouldBe((TurnDisposition.Refused, 0));
    }

    [Fact]
    public async Task A_program_waits_for_its_own_answer_whatever_the_mode()
    {
        Configure("collect");
        await Busy();
        await _silo.Say("two", "r2", change: r => r with { Origin = TurnOrigin.Agent });
        await _silo.Say("three", "r3", change: r => r with { Origin = TurnOrigin.Agent });
        _gate.Open();

        (await _silo.Events.Outcome("r2")).State.ShouldBe(RunState.Ok);
        (await _silo.Events.Outcome("r3")).State.ShouldBe(RunState.Ok);
        _model.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Aborting_everything_ends_what_waits_too()
    {
        Configure("followup");
        await Busy();
        await _silo.Say("two", "r2");

        AbortReceipt receipt = await _silo.Session().Abort(null, "rpc");

        receipt.RunIds.ShouldBe(["r1", "r2"]);
        (await _silo.Events.Outcome("r1")).State.ShouldBe(RunState.Aborted);
        (await _silo.Events.Outcome("r2")).State.ShouldBe(RunState.Aborted);
    }

    [Theory]
    [InlineData("r2")]
    [InlineData(null)]
    public async Task What_was_aborted_while_the_store_was_away_is_not_answered(string? runId)
    {
        Configure("followup");
        await Busy();
        await _silo.Say("two", "r2");
        _silo.Fault.FailNext(1);
        await Should.ThrowAsync<Exception>(() => _silo.Session().Abort(runId, "rpc"));
        (await _silo.Session().Abort(runId, "rpc")).RunIds.ShouldContain("r2", "who is told that it failed asks again");

        (await _silo.Events.Outcome("r2")).State.ShouldBe(RunState.Aborted);
        _gate.Open();
        (await _silo.Transcript()).ShouldNotContain("user: two");
        (await _silo.Session().Abort(runId, "rpc")).Aborted.ShouldBeFalse("it is gone");
    }

    [Fact]
    public async Task A_session_that_may_not_be_written_to_refuses()
    {
        await _silo.Session().Patch(new SessionPatch
        {
            SessionKey = SessionHost.Main,
            Settings = new SessionSettings { SendPolicy = "deny" },
            Changed = ["sendPolicy"],
        });

        TurnReceipt receipt = await _silo.Say("hi", "r1");

        receipt.Disposition.ShouldBe(TurnDisposition.Refused);
        receipt.Refusal.ShouldBe("send blocked by session policy");
    }

    private void Configure(string mode, string more = "") =>
        _silo.Configurations.Set(SessionHost.ConfigFor(_model, $$"""messages: { queue: { mode: "{{mode}}", debounceMs: 0{{more}} } }"""));

    private async Task Busy()
    {
        _model.Enqueue(ModelReply.Text("first").HeldBy(_gate));
        await _silo.Say("one", "r1");
        await _gate.Reached;
    }
}
