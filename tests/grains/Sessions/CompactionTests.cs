using System.Text.Json;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Usage;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>A conversation that does not fit its model's window: a summary takes the place of its older part.</summary>
public sealed class CompactionTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        LongTalk.Script(_model);
    }

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_does_not_fit_is_summarised_before_the_model_is_asked_and_once()
    {
        await using SessionHost silo = await Start();

        (await LongTalk.Say(silo, "one", "two", "three")).Texts.ShouldBe(["Understood."]);

        SimulatedModelRequest asked = LongTalk.Summaries(_model).ShouldHaveSingleItem();
        _model.Requests.Count.ShouldBe(4);
        _model.Requests[2].ShouldBeSameAs(asked);
        asked.Body.TryGetProperty("tools", out _).ShouldBeFalse();
        asked.Body.TryGetProperty("tool_choice", out _).ShouldBeFalse();
        string material = LongTalk.Told(asked).Single(static message => message.Role == "user").Text;
        material.ShouldContain("one xxx");
        material.ShouldContain("""{"from":"assistant","text":"Understood."}""");
        material.ShouldNotContain("two xxx");
        LongTalk.Outline(_model.Requests[3]).ShouldBe("system You | summary | user two | assistant Understood. | user three");

        SessionEntry entry = (await silo.Session().Entry())!;
        entry.CompactionCount.ShouldBe(1);
        entry.LastMessagePreview.ShouldBe("Understood.");
        (await silo.Transcript()).Select(static line => line.Split(' ')[1]).ShouldBe(["one", "Understood.", "two", "Understood.", "three", "Understood."], "the history has all that was said, and no summary");
        silo.Events.Of("three").OfType<AgentCompactionEvent>().Select(static told => told.Phase).ShouldBe(["start", "end"]);
        (await silo.Grain<IUsageGrain>(SessionHost.Tenant).Days(1)).Single().Tokens.ShouldBe(new TokenUsage { Input = 700, Output = 30 });

        await silo.Ask("short", "four");
        LongTalk.Summaries(_model).Count.ShouldBe(1);
        LongTalk.Outline(_model.Requests[^1]).ShouldBe("system You | summary | user two | assistant Understood. | user three | assistant Understood. | user short");
    }

    [Fact]
    public async Task The_next_one_takes_up_the_last_and_stands_in_its_place()
    {
        await using SessionHost silo = await Start();

        await LongTalk.Say(silo, "one", "two", "three", "four");

        LongTalk.Summaries(_model).Count.ShouldBe(2);
        string material = LongTalk.Told(LongTalk.Summaries(_model)[1])[1].Text;
        material.ShouldContain($"Source: Conversation\n---\n{LongTalk.Summary}\n{LongTalk.End}");
        material.ShouldContain("two xxx");
        material.ShouldNotContain("one xxx");
        LongTalk.Outline(_model.Requests[^1]).ShouldBe("system You | summary | user three | assistant Understood. | user four");
        (await silo.Session().Entry())!.CompactionCount.ShouldBe(2);
    }

    [Fact]
    public async Task It_is_there_after_a_restart()
    {
        await using (SessionHost first = await Start())
        {
            await LongTalk.Say(first, "one", "two", "three");
        }

        await using SessionHost second = await Start();
        await second.Ask("short", "four");

        LongTalk.Summaries(_model).Count.ShouldBe(1);
        LongTalk.Outline(_model.Requests[^1]).ShouldBe("system You | summary | user two | assistant Understood. | user three | assistant Understood. | user short");
        (await second.Transcript()).Count.ShouldBe(8);
    }

    [Fact]
    public async Task How_long_it_is_the_provider_knows_better()
    {
        await using SessionHost silo = await Start();
        _model.Default = ModelReply.Text("Understood.").WithUsage(900, 5);

        await LongTalk.Say(silo, "one", "two", "three");
        LongTalk.Summaries(_model).ShouldBeEmpty();

        _model.Default = ModelReply.Text("Understood.").WithUsage(2_000, 5, cacheRead: 990, cacheWrite: 5);
        await silo.Ask("short", "four");
        LongTalk.Summaries(_model).ShouldBeEmpty();
        await silo.Ask("short", "five");
        (await silo.Session().Entry())!.CompactionCount.ShouldBe(1);
        await silo.Ask("short", "six");
        (await silo.Session().Entry())!.CompactionCount.ShouldBe(1, "what fills the window then is not the older part");
    }

    [Fact]
    public async Task A_model_that_finds_it_too_long_is_asked_again_with_a_summary()
    {
        await using SessionHost silo = await Start(SessionHost.ConfigFor(_model));
        await silo.Ask("one", "r1");
        await silo.Ask("two", "r2");
        await silo.Ask("three", "r3");
        _model.Enqueue(ModelReply.Status(400, """{"error":{"message":"This model's maximum context length is 10 tokens","code":"context_length_exceeded"}}"""));

        (await silo.Ask("four", "r4")).Texts.ShouldBe(["Understood."]);

        LongTalk.Summaries(_model).Count.ShouldBe(1);
        LongTalk.Outline(_model.Requests[^1]).ShouldBe("system You | summary | user three | assistant Understood. | user four");
        (await silo.Session().Entry())!.CompactionCount.ShouldBe(1);
    }

    [Fact]
    public async Task Where_that_does_not_help_it_is_cut_and_for_a_while_no_other_is_written()
    {
        var time = new ManualTime();
        await using SessionHost silo = await Start(SessionHost.ConfigFor(_model), time);
        await silo.Ask("one", "r1");
        await silo.Ask("two", "r2");
        ModelReply tooLong = ModelReply.Status(400, """{"error":{"message":"too long","code":"context_length_exceeded"}}""");
        _model.Enqueue(tooLong, ModelReply.Text(LongTalk.Summary), tooLong);

        (await silo.Ask("three", "r3")).Texts.ShouldBe(["Understood."]);
        (await silo.Session().Entry())!.CompactionCount.ShouldBe(1);
        _model.Enqueue(tooLong);
        (await silo.Ask("four", "r4")).Texts.ShouldBe(["Understood."]);
        (await silo.Session().Entry())!.CompactionCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_call_stays_with_its_result_on_either_side()
    {
        await using SessionHost silo = await Start(LongTalk.Config(_model, "maxHistoryShare: 0.9, memoryFlush: { enabled: false }", ScriptedRunner.Allowed));
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        runner.Script = call => ScriptedRunner.Says($"result{call.Arguments.GetProperty("path").GetString()} {new string('x', 4_090)}");
        LongTalk.Script(_model, static request => LongTalk.Told(request)[^1] is ("user", var said) && said.Contains("look", StringComparison.Ordinal)
            ? ModelReply.Empty.ThenToolCall("c" + said[^1], "read", $$"""{"path":"{{said[^1]}}"}""").WithUsage(0, 0)
            : null);

        await silo.Ask("look at 1", "r1");
        await silo.Ask("look at 2", "r2");
        await silo.Ask($"look {new string('x', 600)} at 3", "r3");

        SimulatedModelRequest summary = LongTalk.Summaries(_model).ShouldHaveSingleItem();
        string material = LongTalk.Told(summary)[1].Text;
        material.ShouldContain("""{"from":"assistant","tool":"read","text":"{\"path\":\"1\"}"}""");
        material.ShouldContain("""{"from":"tool","tool":"read","text":"result1""");
        material.ShouldNotContain("result2");
        foreach (SimulatedModelRequest request in _model.Requests.Except([summary]))
        {
            Paired(request);
        }

        LongTalk.Outline(_model.Requests[^1]).ShouldBe("system You | summary | user look | assistant  | tool result2 | assistant Understood. | user look | assistant  | tool result3");
    }

    [Fact]
    public async Task What_the_turn_did_already_is_not_summarised()
    {
        await using SessionHost silo = await Start(LongTalk.Config(_model, more: ScriptedRunner.Allowed));
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        runner.Script = static _ => ScriptedRunner.Says(LongTalk.Message("result"));
        await silo.Ask(LongTalk.Message("one"), "r1");
        _model.Enqueue(
            ModelReply.Empty.ThenToolCall("c1", "read", """{"path":"a"}""").WithUsage(0, 0),
            ModelReply.Status(400, """{"error":{"message":"too long","code":"context_length_exceeded"}}"""));

        (await silo.Ask("look", "r2")).Texts.ShouldBe(["Understood."]);

        LongTalk.Told(LongTalk.Summaries(_model).ShouldHaveSingleItem())[1].Text.ShouldNotContain("result");
        LongTalk.Outline(_model.Requests[^1]).ShouldBe("system You | summary | user look | assistant  | tool result");
        runner.Calls.Count.ShouldBe(1);
        (await silo.Transcript()).Count.ShouldBe(6);
    }

    [Fact]
    public async Task A_long_older_part_is_summarised_in_parts()
    {
        await using SessionHost silo = await Start();
        _model.Default = ModelReply.Text("Understood.").WithUsage(10, 5);
        await LongTalk.Say(silo, "one", "two", "three", "four");
        _model.Default = ModelReply.Text("Understood.").WithUsage(5_000, 5);
        await silo.Ask("short", "r5");
        int asked = 0;
        _model.Script = request => LongTalk.IsSummary(request) ? ModelReply.Text($"Part {++asked}.") : null;

        await silo.Ask("short", "r6");

        IReadOnlyList<SimulatedModelRequest> parts = LongTalk.Summaries(_model);
        parts.Count.ShouldBe(4);
        for (int i = 0; i < parts.Count; i++)
        {
            string material = LongTalk.Told(parts[i])[1].Text;
            material.Contains("The summary so far", StringComparison.Ordinal).ShouldBe(i > 0);
            material.Contains($"Part {i}.", StringComparison.Ordinal).ShouldBe(i > 0);
            material.ShouldContain(new[] { "one", "two", "three", "four" }[i] + " xxx");
        }

        LongTalk.Told(_model.Requests[^1])[1].Text.ShouldContain("Part 4.");
        (await silo.Session().Entry())!.CompactionCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_part_that_is_too_long_for_the_model_is_halved()
    {
        await using SessionHost silo = await Start(SessionHost.ConfigFor(_model));
        await silo.Ask("one", "r1");
        await silo.Ask("two", "r2");
        await silo.Ask("three", "r3");
        await silo.Ask("four", "r4");
        ModelReply tooLong = ModelReply.Status(400, """{"error":{"message":"too long","code":"context_length_exceeded"}}""");
        _model.Enqueue(tooLong, tooLong);

        (await silo.Ask("five", "r5")).Texts.ShouldBe(["Understood."]);

        IReadOnlyList<SimulatedModelRequest> parts = LongTalk.Summaries(_model);
        parts.Count.ShouldBeInRange(3, 4);
        LongTalk.Told(parts[0])[1].Text.ShouldContain("three");
        LongTalk.Told(parts[1])[1].Text.ShouldNotContain("three");
        LongTalk.Told(parts[^1])[1].Text.ShouldContain("three");
        (await silo.Session().Entry())!.CompactionCount.ShouldBe(1);
    }

    [Fact]
    public async Task One_message_that_is_too_long_for_the_model_is_shortened_until_it_fits()
    {
        await using SessionHost silo = await Start();
        await LongTalk.Say(silo, "one", "two");
        ModelReply tooLong = ModelReply.Status(400, """{"error":{"message":"too long","code":"context_length_exceeded"}}""");
        int refused = 0;
        LongTalk.Script(_model, null);
        Func<SimulatedModelRequest, ModelReply?> script = _model.Script!;
        _model.Script = request => LongTalk.IsSummary(request) && LongTalk.Told(request)[1].Text.Length > 2_000 && ++refused > 0 ? tooLong : script(request);

        (await LongTalk.Say(silo, "three")).Texts.ShouldBe(["Understood."]);

        refused.ShouldBeInRange(1, 3);
        (await silo.Session().Entry())!.CompactionCount.ShouldBe(1);
        LongTalk.Told(LongTalk.Summaries(_model)[^1])[1].Text.Length.ShouldBeLessThanOrEqualTo(2_000);
    }

    [Fact]
    public async Task The_last_turn_stays_however_much_its_tools_answered_that_nobody_is_shown()
    {
        string config = LongTalk.Config(_model, more: ScriptedRunner.Allowed).Replace("contextWindow: 3000", "contextWindow: 40000", StringComparison.Ordinal);
        await using SessionHost silo = await Start(config);
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        runner.Script = static _ => ScriptedRunner.Says(new string('x', 60_000));
        LongTalk.Script(_model, static request => LongTalk.Told(request)[^1] is ("user", var said) && said.Contains("look", StringComparison.Ordinal)
            ? ModelReply.Empty.ThenToolCall("c1", "read", """{"path":"a"}""").ThenToolCall("c2", "read", """{"path":"b"}""").WithUsage(0, 0)
            : null);
        await silo.Ask($"one {new string('x', 95_000)}", "r1");
        await silo.Ask("look at it", "r2");

        await silo.Ask("and now", "r3");

        LongTalk.Summaries(_model).ShouldHaveSingleItem();
        LongTalk.Outline(_model.Requests[^1]).ShouldStartWith("system You | summary | user look | assistant  | tool xxx");
    }

    [Fact]
    public async Task A_session_of_quiet_heartbeats_is_not_read_again_and_again()
    {
        await using SessionHost silo = await Start(SessionHost.ConfigFor(_model));
        _model.Default = ModelReply.Text("HEARTBEAT_OK");
        for (int i = 0; i < 8; i++)
        {
            await silo.Ask($"beat {i} {new string('x', 100_000)}", $"heartbeat:{i}", change: static request => request with { Origin = TurnOrigin.Heartbeat });
        }

        (await silo.Session().Entry())!.TranscriptHead.ShouldBeGreaterThanOrEqualTo(16, "what is quiet stands in the transcript");
        await silo.Ask("beat", "heartbeat:looks", change: static request => request with { Origin = TurnOrigin.Heartbeat });
        int before = silo.Fault.Reads;
        before.ShouldBeGreaterThan(0, "it was looked for what might be summarised");
        await silo.Ask("beat", "heartbeat:last", change: static request => request with { Origin = TurnOrigin.Heartbeat });

        (silo.Fault.Reads - before).ShouldBe(0, "what is quiet is known to be");
        LongTalk.Summaries(_model).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_memory_does_not_hold_any_more_is_summarised_too()
    {
        await using SessionHost silo = await Start(SessionHost.ConfigFor(_model));
        _model.Default = ModelReply.Text("Understood.").WithUsage(10, 5);
        for (int i = 0; i < 6; i++)
        {
            await silo.Ask($"message{i} {new string('x', 100_000)}", $"r{i}");
        }

        LongTalk.Summaries(_model).ShouldBeEmpty();
        await silo.Ask("short", "last");

        string material = LongTalk.Told(LongTalk.Summaries(_model).ShouldHaveSingleItem())[1].Text;
        for (int i = 0; i < 5; i++)
        {
            material.ShouldContain($"message{i} xxx");
        }

        LongTalk.Outline(_model.Requests[^1]).ShouldBe("system You | summary | user message5 | assistant Understood. | user short");
    }

    [Fact]
    public async Task An_abort_while_it_is_written_ends_the_run_and_leaves_no_summary()
    {
        await using SessionHost silo = await Start();
        await LongTalk.Say(silo, "one", "two");
        var gate = new ModelGate();
        _model.Enqueue(ModelReply.Text(LongTalk.Summary).HeldBy(gate));
        await silo.Say(LongTalk.Message("three"), "three");
        await gate.Reached;

        (await silo.Session().Abort("three", "rpc")).Aborted.ShouldBeTrue();
        (await silo.Events.Outcome("three")).State.ShouldBe(RunState.Aborted);
        gate.Open();
        silo.Events.Of("three").OfType<AgentCompactionEvent>().Select(static told => told.Phase).ShouldBe(["start", "end"]);

        (await silo.Session().Entry())!.CompactionCount.ShouldBe(0);
        (await silo.Transcript()).Count.ShouldBe(5);
        (await silo.Ask("and on", "four")).Texts.ShouldBe(["Understood."]);
        LongTalk.Outline(_model.Requests[^1]).ShouldStartWith("system You | summary | ");
        (await silo.Session().Entry())!.CompactionCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_turn_whose_time_ends_while_it_is_written_ends_as_usual()
    {
        var time = new ManualTime();
        await using SessionHost silo = await Start(time: time);
        await LongTalk.Say(silo, "one", "two");
        var gate = new ModelGate();
        _model.Enqueue(ModelReply.Text(LongTalk.Summary).HeldBy(gate));
        await silo.Say(LongTalk.Message("three"), "three", change: static request => request with { TimeoutMs = 5_000 });
        await gate.Reached;

        time.Advance(TimeSpan.FromSeconds(5));

        (await silo.Events.Outcome("three")).State.ShouldBe(RunState.TimedOut);
        (await silo.Session().Entry())!.CompactionCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_conversation_that_was_reset_meanwhile_gets_none()
    {
        await using SessionHost silo = await Start();
        await LongTalk.Say(silo, "one", "two");
        var gate = new ModelGate();
        _model.Enqueue(ModelReply.Text(LongTalk.Summary).HeldBy(gate));
        await silo.Say(LongTalk.Message("three"), "three");
        await gate.Reached;
        await silo.Session().Reset(SessionHost.Main);
        gate.Open();

        (await silo.Events.Outcome("three")).State.ShouldBe(RunState.Ok);

        (await silo.Session().Entry())!.CompactionCount.ShouldBe(0);
        LongTalk.Outline(_model.Requests[^1]).ShouldBe("system You | user three");
    }

    [Fact]
    public async Task Of_a_conversation_that_begins_anew_nothing_is_left()
    {
        await using SessionHost silo = await Start();
        await LongTalk.Say(silo, "one", "two", "three");
        await silo.Session().Reset(SessionHost.Main);

        await silo.Ask("short", "four");

        LongTalk.Outline(_model.Requests[^1]).ShouldBe("system You | user short");
        (await silo.Session().Entry())!.CompactionCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_summary_that_is_cut_off_with_the_oldest_lines_is_gone()
    {
        await using SessionHost silo = await Start();
        await LongTalk.Say(silo, "one", "two", "three");
        (await silo.Session().Compact(4)).Kept.ShouldBe(4);
        await silo.Ask("short", "four");
        LongTalk.Outline(_model.Requests[^1]).ShouldBe("system You | summary | user three | assistant Understood. | user short", "it stands before what was said behind it");

        (await silo.Session().Compact(2)).Kept.ShouldBe(2);
        await silo.Ask("again", "five");

        LongTalk.Outline(_model.Requests[^1]).ShouldBe("system You | user short | assistant Understood. | user again");
    }

    private Task<SessionHost> Start(string? config = null, TimeProvider? time = null) => SessionHost.Start(_folder.Path, _model, time, config ?? LongTalk.Config(_model));

    private static void Paired(SimulatedModelRequest request)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonElement message in request.Body.GetProperty("messages").EnumerateArray())
        {
            if (message.TryGetProperty("tool_calls", out JsonElement calls))
            {
                open.UnionWith(calls.EnumerateArray().Select(static call => call.GetProperty("id").GetString()!));
            }

            if (message.TryGetProperty("tool_call_id", out JsonElement id))
            {
                open.Remove(id.GetString()!).ShouldBeTrue("a result without its call");
            }
        }

        open.ShouldBeEmpty("a call without its result");
    }
}
