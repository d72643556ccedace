using System.Text.Json;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Connection;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Connection;

/// <summary>So many calls at once, each for its time, each by its name once, and all only as long as somebody waits.</summary>
public sealed class ToolCallsTests
{
    private readonly ManualTime _time = new();
    private readonly List<(ToolRunParams Call, CancellationToken Cancelled, TaskCompletionSource<ToolRunResult> End)> _begun = [];
    private readonly ToolCalls _calls;

    public ToolCallsTests() => _calls = new ToolCalls(
        (call, cancelled) =>
        {
            var end = new TaskCompletionSource<ToolRunResult>(TaskCreationOptions.RunContinuationsAsynchronously);
            _begun.Add((call, cancelled, end));
            return end.Task;
        },
        _time);

    [Fact]
    public async Task So_many_are_made_at_once_and_the_others_have_the_time_that_is_left()
    {
        var first = Enumerable.Range(0, ToolCalls.MaxAtOnce).Select(number => Run($"call-{number}")).ToList();
        var waiting = Run("waiting");
        _begun.Count.ShouldBe(ToolCalls.MaxAtOnce);

        _time.Advance(TimeSpan.FromSeconds(3));
        End(0);
        await first[0].InTime();
        End(1);
        await first[1].InTime();
        await Waits.Until(() => Task.FromResult(_begun.Count == ToolCalls.MaxAtOnce + 1), "the next call to begin");
        _begun[^1].Call.ShouldSatisfyAllConditions(call => call.CallId.ShouldBe("waiting"), call => call.TimeoutMs.ShouldBe(7_000));
        End(ToolCalls.MaxAtOnce);
        (await waiting.InTime()).Text.ShouldBe("done");
    }

    [Fact]
    public async Task A_turn_that_asks_for_files_does_not_wait_behind_calls()
    {
        Fill();

        var asked = _calls.Run(
            _begun[0].Call with { CallId = "files", Files = new ToolContextQuery { Names = ["AGENTS.md"], Known = new Dictionary<string, string>(), MaxChars = 1 } }, CancellationToken.None);

        _begun.Count.ShouldBe(ToolCalls.MaxAtOnce + 1);
        End(ToolCalls.MaxAtOnce);
        (await asked.InTime()).Text.ShouldBe("done");
    }

    [Fact]
    public async Task The_rest_of_a_picture_does_not_wait_behind_calls()
    {
        Fill();

        var asked = _calls.Run(_begun[0].Call with { CallId = "rest", Tool = "image", Picture = new ToolPicturePart { CallId = "call-0", From = 1 } }, CancellationToken.None);

        _begun.Count.ShouldBe(ToolCalls.MaxAtOnce + 1);
        End(ToolCalls.MaxAtOnce);
        (await asked.InTime()).Text.ShouldBe("done");
    }

    [Fact]
    public async Task What_waited_longer_than_it_may_take_is_never_made()
    {
        Fill();
        var waiting = Run("waiting");
        _time.Advance(TimeSpan.FromSeconds(11));

        (await waiting.InTime()).ShouldSatisfyAllConditions(
            answer => answer.Outcome.ShouldBe(ToolOutcomes.Unavailable), answer => answer.Text.ShouldEndWith("nothing ran"));
        _begun.Count.ShouldBe(ToolCalls.MaxAtOnce);
    }

    [Fact]
    public async Task Beyond_what_may_wait_calls_are_turned_away()
    {
        for (var number = 0; number < ToolCalls.MaxHeld; number++)
        {
            _ = Run($"call-{number}");
        }

        (await Run("one more").InTime()).Outcome.ShouldBe(ToolOutcomes.Unavailable);
        _begun.Count.ShouldBe(ToolCalls.MaxAtOnce);
    }

    [Fact]
    public async Task A_call_by_a_name_that_is_in_use_is_not_made()
    {
        _ = Run("twice");

        (await Run("twice").InTime()).Outcome.ShouldBe(ToolOutcomes.Refused);
        _begun.ShouldHaveSingleItem().Cancelled.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task A_cancelled_call_ends_alone_whether_it_runs_or_waits()
    {
        Fill();
        var waiting = Run("waiting");

        _calls.Cancel("call-1");
        _calls.Cancel("waiting");
        _calls.Cancel("nobody's");

        (await waiting.InTime()).Outcome.ShouldBe(ToolOutcomes.Cancelled);
        _begun.Select(static call => call.Cancelled.IsCancellationRequested).ShouldBe([false, true, false, false]);
    }

    [Fact]
    public void All_end_with_their_connection()
    {
        using var closing = new CancellationTokenSource();
        _ = _calls.Run(CallOf("one"), closing.Token);

        closing.Cancel();

        _begun.ShouldHaveSingleItem().Cancelled.IsCancellationRequested.ShouldBeTrue();
    }

    private void Fill()
    {
        for (var number = 0; number < ToolCalls.MaxAtOnce; number++)
        {
            _ = Run($"call-{number}");
        }
    }

    private void End(int place) => _begun[place].End.SetResult(new ToolRunResult { Text = "done", IsError = false });

    private Task<ToolRunResult> Run(string id) => _calls.Run(CallOf(id), CancellationToken.None);

    private static ToolRunParams CallOf(string id) => new()
    {
        CallId = id,
        Tool = "read",
        Arguments = JsonElement.Parse("{}"),
        Context = new ToolRunContext
        {
            Tenant = "default", AgentId = "main", SessionKey = "agent:main:main", SandboxKey = "s", Sandboxed = true, WorkspaceAccess = "none", Network = false,
        },
        TimeoutMs = 10_000,
        MaxOutputChars = 1_000,
    };
}
