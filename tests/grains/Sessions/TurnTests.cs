using System.Text.Json;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sessions;

public sealed class TurnTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SimulatedModelProvider _model = null!;
    private SessionHost _silo = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        _silo = await SessionHost.Start(_folder.Path, _model);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_run_that_the_store_shows_as_ended_is_in_the_history()
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _silo.Ask("one", "r1");
        _silo.Fault.HeldAnswer = state => state is SessionState { Entry.TranscriptHead: 4 } ? heard.Task : Task.CompletedTask;
        await _silo.Say("two", "r2");
        await Waits.Until(async () => await _silo.Index.FindRun("r2") is { State: RunState.Ok }, "the store to show the run as ended");

        Task<IReadOnlyList<string>> history = _silo.Transcript();
        await _silo.Session().Entry();
        heard.SetResult();

        (await history).ShouldBe(
            ["user: one", "assistant: Hello from the simulated model.", "user: two", "assistant: Hello from the simulated model."]);
    }

    [Fact]
    public async Task A_turn_of_a_session_at_rest_is_stored_in_two_commits()
    {
        await _silo.Ask("first", "r1");
        int looks = 0;
        _silo.Fault.OnOpen = () => looks++;
        int before = _silo.Fault.Operations;

        await _silo.Ask("second", "r2");

        (_silo.Fault.Operations - before - looks).ShouldBe(2, "the message with its claim, then the answer with the head over it and the turn's end");
    }

    [Fact]
    public async Task A_message_is_answered_and_both_stand_in_the_transcript()
    {
        _model.Enqueue(ModelReply.Text("Hello", " there").WithUsage(11, 7));

        RunStatus run = await _silo.Ask("hi", "r1");

        run.State.ShouldBe(RunState.Ok);
        run.Texts.ShouldBe(["Hello there"]);
        run.Provider.ShouldBe("fake");
        run.Model.ShouldBe("m1");
        run.Usage.ShouldBe(new TokenUsage { Input = 11, Output = 7 });
        (await _silo.Transcript()).ShouldBe(["user: hi", "assistant: Hello there"]);
    }

    [Fact]
    public async Task The_events_of_a_run_come_in_order_without_gaps()
    {
        _model.Enqueue(ModelReply.Text("one ", "two ", "three"));

        await _silo.Ask("count", "r1");

        IReadOnlyList<TenantEvent> events = _silo.Events.Of("r1");
        events[0].ShouldBeOfType<AgentLifecycleEvent>().Phase.ShouldBe("start");
        AgentEvent[] agent = [.. events.OfType<AgentEvent>()];
        agent.Select(e => e.Sequence).ShouldBe(Enumerable.Range(1, agent.Length).Select(i => (long)i));
        agent.ShouldAllBe(e => e.SessionKey == "main" && e.CanonicalKey == SessionHost.Main);
        string.Concat(agent.OfType<AgentAssistantEvent>().Select(e => e.Delta)).ShouldBe("one two three");
        agent[^1].ShouldBeOfType<AgentLifecycleEvent>().Phase.ShouldBe("end");
        ChatEvent last = _silo.Events.Chat("r1")[^1];
        last.State.ShouldBe(ChatState.Final);
        last.Text.ShouldBe("one two three");
        last.SessionKey.ShouldBe("main");
        last.CanonicalKey.ShouldBe(SessionHost.Main);
        last.Sequence.ShouldBe(agent[^1].Sequence);
        events[^1].ShouldBeOfType<RunCompletedEvent>();
    }

    [Fact]
    public async Task The_model_is_shown_the_conversation_so_far()
    {
        await _silo.Ask("first", "r1");
        await _silo.Ask("second", "r2");

        JsonElement messages = _model.Requests[1].Body.GetProperty("messages");
        var said = messages.EnumerateArray().Select(m => (m.GetProperty("role").GetString()!, m.GetProperty("content").ToString())).ToList();
        said.Count.ShouldBe(4);
        said[0].Item1.ShouldBe("system");
        said[1].Item2.ShouldEndWith("] first");
        said[2].ShouldBe(("assistant", "Hello from the simulated model."));
        said[3].Item2.ShouldEndWith("] second");
    }

    [Fact]
    public async Task The_same_run_id_is_one_run()
    {
        await _silo.Ask("hi", "r1");

        TurnReceipt again = await _silo.Say("hi", "r1");
        TurnReceipt elsewhere = await _silo.Say("hi", "r1", "agent:main:other");

        again.Disposition.ShouldBe(TurnDisposition.Completed);
        again.Run!.Texts.ShouldBe(["Hello from the simulated model."]);
        elsewhere.Disposition.ShouldBe(TurnDisposition.Refused, "another session learns nothing of it");
        elsewhere.Run.ShouldBeNull();
        _model.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(TurnOrigin.Chat)]
    [InlineData(TurnOrigin.Agent)]
    [InlineData(TurnOrigin.Http)]
    [InlineData(TurnOrigin.Node)]
    public async Task A_client_cannot_take_the_run_id_of_an_update_that_is_to_come(TurnOrigin origin)
    {
        string runId = ChannelRunIds.Of("telegram", "default", "123");

        await Should.ThrowAsync<ArgumentException>(() => _silo.Say("mine", runId, change: r => r with { Origin = origin }));

        (await _silo.Index.FindRun(runId)).ShouldBeNull();
        (await _silo.Ask("the real one", runId, change: r => r with { Origin = TurnOrigin.Channel })).State.ShouldBe(RunState.Ok);
        (await _silo.Transcript())[0].ShouldBe("user: the real one");
    }

    [Theory]
    [InlineData(TurnOrigin.Chat)]
    [InlineData(TurnOrigin.Agent)]
    [InlineData(TurnOrigin.Http)]
    [InlineData(TurnOrigin.Channel)]
    public async Task A_client_cannot_take_the_run_id_of_a_node_either(TurnOrigin origin)
    {
        string runId = NodeRunIds.Of("device-1", "k");

        await Should.ThrowAsync<ArgumentException>(() => _silo.Say("mine", runId, change: r => r with { Origin = origin }));

        (await _silo.Ask("the node's", runId, change: r => r with { Origin = TurnOrigin.Node })).State.ShouldBe(RunState.Ok);
    }

    [Fact]
    public async Task A_run_in_progress_is_in_flight_and_its_message_in_the_history()
    {
        var gate = new ModelGate();
        _model.Enqueue(ModelReply.Text("late").HeldBy(gate));
        await _silo.Say("hi", "r1");
        await gate.Reached;

        (await _silo.Say("hi", "r1")).Disposition.ShouldBe(TurnDisposition.InFlight);
        (await _silo.Transcript()).ShouldBe(["user: hi"]);

        gate.Open();
        await _silo.Events.Outcome("r1");
        (await _silo.Transcript()).ShouldBe(["user: hi", "assistant: late"]);
    }

    [Fact]
    public async Task An_aborted_run_ends_at_once_and_keeps_what_it_wrote()
    {
        _model.Enqueue(ModelReply.Text("half").ThenStall());
        await _silo.Say("hi", "r1");
        await _silo.Events.Next(e => e is ChatEvent { State: ChatState.Delta, RunId: "r1" }, "the first delta");

        (await _silo.Session("agent:main:other").Abort("r1", "rpc")).Mismatch.ShouldBeTrue();
        AbortReceipt receipt = await _silo.Session().Abort("r1", "rpc");

        receipt.Aborted.ShouldBeTrue();
        receipt.RunIds.ShouldBe(["r1"]);
        (await _silo.Events.Outcome("r1")).State.ShouldBe(RunState.Aborted);
        ChatEvent aborted = _silo.Events.Chat("r1")[^1];
        aborted.State.ShouldBe(ChatState.Aborted);
        aborted.StopReason.ShouldBe("rpc");
        aborted.Sequence.ShouldBe(3);
        (await _silo.Transcript()).ShouldBe(["user: hi", "assistant: half"]);
        (await _silo.Session().Abort(null, "rpc")).Aborted.ShouldBeFalse();
    }

    [Theory]
    [InlineData(TurnOrigin.Agent, 1)]
    [InlineData(TurnOrigin.Channel, 1)]
    [InlineData(TurnOrigin.Chat, 0)]
    public async Task The_agent_events_of_an_aborted_run_end_before_its_chat_event(TurnOrigin origin, int ends)
    {
        _model.Enqueue(ModelReply.Text("half").ThenStall());
        await _silo.Say("hi", "r1", change: r => r with { Origin = origin });
        await _silo.Events.Next(e => e is ChatEvent { State: ChatState.Delta, RunId: "r1" }, "the first delta");

        await _silo.Session().Abort("r1", "rpc");
        await _silo.Events.Outcome("r1");

        IReadOnlyList<TenantEvent> events = _silo.Events.Of("r1");
        events.OfType<AgentLifecycleEvent>().Count(e => e is { Phase: "end", Aborted: true }).ShouldBe(ends);
        events.OfType<AgentLifecycleEvent>().Count().ShouldBe(1 + ends);
        ChatEvent aborted = events[^2].ShouldBeOfType<ChatEvent>();
        aborted.State.ShouldBe(ChatState.Aborted);
        aborted.Sequence.ShouldBe(3);
        if (ends > 0)
        {
            events[^3].ShouldBeOfType<AgentLifecycleEvent>().Sequence.ShouldBe(3);
        }
    }

    [Fact]
    public async Task A_stop_word_aborts_and_is_no_turn()
    {
        _model.Enqueue(ModelReply.Text("half").ThenStall());
        await _silo.Say("hi", "r1");
        await _silo.Events.Next(e => e is ChatEvent { RunId: "r1" }, "the first delta");

        TurnReceipt receipt = await _silo.Say("stop", "r2");

        receipt.Disposition.ShouldBe(TurnDisposition.Stopped);
        receipt.AbortedRuns.ShouldBe(["r1"]);
        await _silo.Events.Next(e => e is ChatEvent { RunId: "r1", State: ChatState.Aborted, StopReason: "stop" }, "the abort");
        _silo.Events.Chat("r2").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_model_that_fails_is_told_without_secrets()
    {
        _model.Default = ModelReply.Status(400, """{"error":{"message":"no such model"}}""");

        RunStatus run = await _silo.Ask("hi", "r1");

        run.State.ShouldBe(RunState.Error);
        run.Error!.ShouldNotContain("Bearer");
        ChatEvent error = _silo.Events.Chat("r1")[^1];
        error.State.ShouldBe(ChatState.Error);
        error.ErrorMessage.ShouldBe(run.Error);
        (await _silo.Transcript()).ShouldBe(["user: hi", "assistant: "]);
    }

    [Fact]
    public async Task Garbage_from_a_model_fails_the_run_and_not_the_session()
    {
        _model.Default = ModelReply.Empty.ThenRaw("data: {\"choices\": [[[\n\n").ThenEnd();
        (await _silo.Ask("hi", "r1")).State.ShouldBe(RunState.Error);

        _model.Default = ModelReply.Text("fine");
        (await _silo.Ask("hi again", "r2")).Texts.ShouldBe(["fine"]);
    }

    [Fact]
    public async Task A_tool_call_that_nobody_offered_does_not_run()
    {
        _model.Enqueue(ModelReply.Empty.ThenToolCall("c1", "exec", """{"command":"ls"}"""), ModelReply.Text("I cannot."));

        (await _silo.Ask("run ls", "r1")).Texts.ShouldBe(["I cannot."]);

        JsonElement.ArrayEnumerator messages = _model.Requests[1].Body.GetProperty("messages").EnumerateArray();
        messages.Last().GetProperty("content").ToString().ShouldContain("This did not run");
    }

    [Fact]
    public async Task Nothing_to_say_is_not_said()
    {
        _model.Enqueue(ModelReply.Text("NO", "_REPLY"));

        RunStatus run = await _silo.Ask("hi", "r1");

        run.Texts.ShouldBeEmpty();
        ChatEvent final = _silo.Events.Chat("r1").ShouldHaveSingleItem();
        final.State.ShouldBe(ChatState.Final);
        final.Text.ShouldBeNull();
        _silo.Events.Of("r1").OfType<AgentAssistantEvent>().ShouldBeEmpty();
    }
}
