using System.Text.Json;
using Moltbot.Identity.Gateways;
using Moltbot.Policy.Nodes;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Connection;
using Moltbot.Runner.Tests.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Connection;

/// <summary>What a gateway says to a runner that it let in, and what becomes of it when the connection ends.</summary>
public sealed class NodeLinkTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly ScriptedSocket _gateway = new();
    private readonly GatewaySocket _socket;
    private readonly List<(ToolRunParams Call, CancellationToken Cancelled)> _begun = [];
    private readonly List<ToolReleaseParams> _released = [];
    private readonly List<ToolSandboxesParams> _looked = [];
    private readonly List<ToolWorkspaceParams> _steps = [];
    private readonly Task _serving;
    private TaskCompletionSource? _held;
    private TaskCompletionSource? _steppedOver;
    private int _slow;

    public NodeLinkTests()
    {
        _socket = new GatewaySocket(_gateway);
        var calls = new ToolCalls(
            async (call, cancelled) =>
            {
                _begun.Add((call, cancelled));
                var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await using (cancelled.UnsafeRegister(static end => ((TaskCompletionSource)end!).SetResult(), ended))
                {
                    await ended.Task;
                }

                return new ToolRunResult { Text = "ended", IsError = true, Outcome = ToolOutcomes.Cancelled };
            },
            _time);
        _serving = new NodeLink(_socket, "node-1", calls, Release, Look, Step, TimeSpan.FromMinutes(1), new Notices(TextWriter.Null), _time).Serve(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>A call is ended by the very next word of the gateway: it is known from the moment that it was read.</summary>
    [Fact]
    public async Task A_call_that_is_cancelled_at_once_ends()
    {
        for (var number = 0; number < 20; number++)
        {
            Ask($"run-{number}", NodeCommands.ToolsRun, JsonSerializer.Serialize(CallOf($"call-{number}"), RunnerJson.Default.ToolRunParams));
            Ask($"cancel-{number}", NodeCommands.ToolsCancel, JsonSerializer.Serialize(new ToolCancelParams { CallId = $"call-{number}" }, RunnerJson.Default.ToolCancelParams));
        }

        List<string> answered = [];
        while (answered.Count < 40)
        {
            answered.Add(JsonElement.Parse(await _gateway.Heard.ReadAsync(TestContext.Current.CancellationToken).AsTask().InTime()).GetProperty("params").GetProperty("id").GetString()!);
        }

        answered.Count(static id => id.StartsWith("run-", StringComparison.Ordinal)).ShouldBe(20);
    }

    [Fact]
    public async Task All_calls_end_with_the_connection_and_none_is_answered_after_it()
    {
        Ask("run-1", NodeCommands.ToolsRun, JsonSerializer.Serialize(CallOf("call-1"), RunnerJson.Default.ToolRunParams));
        await Waits.Until(() => _begun.Count == 1, "the call to begin");

        _gateway.Break();
        await _serving.InTime();

        _begun[0].Cancelled.IsCancellationRequested.ShouldBeTrue();
        _gateway.Heard.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_gateway_that_says_nothing_is_not_waited_for()
    {
        Ask("run-1", NodeCommands.ToolsRun, JsonSerializer.Serialize(CallOf("call-1"), RunnerJson.Default.ToolRunParams));
        await Waits.Until(() => _begun.Count == 1, "the call to begin");

        await Waits.Until(
            () =>
            {
                // Not before it listens again is there anything to run out.
                _time.Advance(TimeSpan.FromMinutes(1));
                return _serving.IsCompleted;
            },
            "the runner to give up");

        _begun[0].Cancelled.IsCancellationRequested.ShouldBeTrue();
    }

    [Theory]
    [InlineData("system.run", "{}", "UNKNOWN_COMMAND")]
    [InlineData("tools.run", "{}", "INVALID_PARAMS")]
    [InlineData("tools.run", "nothing", "INVALID_PARAMS")]
    [InlineData("tools.cancel", "null", "INVALID_PARAMS")]
    public async Task What_is_not_understood_runs_nothing(string command, string parameters, string code)
    {
        Ask("1", command, parameters);

        var answer = JsonElement.Parse(await _gateway.Heard.ReadAsync(TestContext.Current.CancellationToken).AsTask().InTime()).GetProperty("params");
        answer.GetProperty("ok").GetBoolean().ShouldBeFalse();
        answer.GetProperty("error").GetProperty("code").GetString().ShouldBe(code);
        _begun.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(NodeCommands.ToolsRun, true)]
    [InlineData(NodeCommands.ToolsResolve, true)]
    [InlineData(NodeCommands.ToolsContext, false)]
    public async Task A_question_for_files_is_no_call_and_a_call_no_question(string command, bool asksForFiles)
    {
        var query = new ToolContextQuery { Names = ["AGENTS.md"], Known = new Dictionary<string, string>(), MaxChars = 1 };
        Ask("1", command, JsonSerializer.Serialize(CallOf("1") with { Files = asksForFiles ? query : null }, RunnerJson.Default.ToolRunParams));

        var answer = JsonElement.Parse(await _gateway.Heard.ReadAsync(TestContext.Current.CancellationToken).AsTask().InTime()).GetProperty("params");
        answer.GetProperty("error").GetProperty("code").GetString().ShouldBe("INVALID_PARAMS");
        _begun.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(NodeCommands.ToolsRun, true, false)]
    [InlineData(NodeCommands.ToolsMcp, true, true)]
    [InlineData(NodeCommands.ToolsMcp, false, false)]
    [InlineData(NodeCommands.ToolsContext, true, true)]
    public async Task A_question_what_a_server_has_is_no_call_and_a_call_no_question(string command, bool namesServer, bool namesTool)
    {
        var server = new ToolMcpServer { Name = "s", Command = "true", Tool = namesTool ? "t" : null };
        Ask("1", command, JsonSerializer.Serialize(CallOf("1") with { Mcp = namesServer ? server : null }, RunnerJson.Default.ToolRunParams));

        var answer = JsonElement.Parse(await _gateway.Heard.ReadAsync(TestContext.Current.CancellationToken).AsTask().InTime()).GetProperty("params");
        answer.GetProperty("error").GetProperty("code").GetString().ShouldBe("INVALID_PARAMS");
        _begun.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_session_left_running_ends_when_the_gateway_says_so()
    {
        Ask("1", NodeCommands.ToolsRelease, """{"tenant":"default","sessionKey":"agent:main:main","sessionId":"s1"}""");

        JsonElement.Parse(await _gateway.Heard.ReadAsync(TestContext.Current.CancellationToken).AsTask().InTime()).GetProperty("params").GetProperty("ok").GetBoolean().ShouldBeTrue();
        _released.ShouldBe([new ToolReleaseParams { Tenant = "default", SessionKey = "agent:main:main", SessionId = "s1" }]);
    }

    [Theory]
    [InlineData(NodeCommands.ToolsSandboxes, false)]
    [InlineData(NodeCommands.ToolsRecreate, true)]
    public async Task Sandboxes_are_told_of_and_thrown_away_by_a_command_each(string command, bool isRecreated)
    {
        var query = new ToolSandboxesParams { Tenant = "default", AgentId = "main", Recreate = isRecreated, Force = isRecreated };
        Ask("1", command, JsonSerializer.Serialize(query with { Recreate = !isRecreated }, RunnerJson.Default.ToolSandboxesParams));
        JsonElement.Parse(await _gateway.Heard.ReadAsync(TestContext.Current.CancellationToken).AsTask().InTime()).GetProperty("params").GetProperty("error").GetProperty("code").GetString().ShouldBe("INVALID_PARAMS");
        _looked.ShouldBeEmpty();

        Ask("2", command, JsonSerializer.Serialize(query, RunnerJson.Default.ToolSandboxesParams));
        var told = JsonElement.Parse(await _gateway.Heard.ReadAsync(TestContext.Current.CancellationToken).AsTask().InTime()).GetProperty("params");
        told.GetProperty("payloadJSON").GetString().ShouldBe("""{"sandboxes":[],"more":false}""");
        _looked.ShouldBe([query]);
    }

    [Fact]
    public async Task A_step_with_a_workspace_is_done_and_answered()
    {
        var step = new ToolWorkspaceParams { Tenant = "default", AgentId = "main", Operation = ToolWorkspaceOperations.List, Loan = new ToolWorkspaceLoan { Fence = 7 } };
        Ask("1", NodeCommands.ToolsWorkspace, "{}");
        (await Code()).ShouldBe("INVALID_PARAMS");
        Ask("2", NodeCommands.ToolsWorkspace, JsonSerializer.Serialize(step, RunnerJson.Default.ToolWorkspaceParams));

        var told = JsonElement.Parse(await _gateway.Heard.ReadAsync(TestContext.Current.CancellationToken).AsTask().InTime()).GetProperty("params");
        told.GetProperty("payloadJSON").GetString().ShouldBe("""{"outcome":"done","isMore":false,"leftOut":0}""");
        _steps.ShouldBe([step]);
    }

    /// <summary>Nothing is thrown away any more when whoever asked was told that it was not.</summary>
    [Fact]
    public async Task What_is_late_is_not_done_and_so_many_wait()
    {
        var query = new ToolSandboxesParams { Tenant = "default", Recreate = true };
        _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var number = 1; number <= 9; number++)
        {
            Ask($"{number}", NodeCommands.ToolsRecreate, JsonSerializer.Serialize(query, RunnerJson.Default.ToolSandboxesParams), timeoutMs: 5_000);
        }

        (await Code()).ShouldBe("BUSY");
        await Waits.Until(() => _looked.Count == 1, "the first one to begin");
        _time.Advance(TimeSpan.FromSeconds(6));
        for (var number = 1; number <= 8; number++)
        {
            (await Code()).ShouldBe("TIMEOUT");
        }

        _looked.Count.ShouldBe(1);
    }

    /// <summary>Attack: the slow workspaces of one tenant keep no other from its own.</summary>
    [Fact]
    public async Task Steps_of_one_tenant_hold_no_other_up()
    {
        var step = new ToolWorkspaceParams { Tenant = "slow", AgentId = "main", Operation = ToolWorkspaceOperations.List, Loan = new ToolWorkspaceLoan { Fence = 1 } };
        _steppedOver = new TaskCompletionSource();
        for (var number = 1; number <= 5; number++)
        {
            Ask($"{number}", NodeCommands.ToolsWorkspace, JsonSerializer.Serialize(step, RunnerJson.Default.ToolWorkspaceParams));
        }

        await Waits.Until(() => _slow == 4, "the slow ones to begin");
        Ask("other", NodeCommands.ToolsWorkspace, JsonSerializer.Serialize(step with { Tenant = "default" }, RunnerJson.Default.ToolWorkspaceParams));
        JsonElement.Parse(await _gateway.Heard.ReadAsync(TestContext.Current.CancellationToken).AsTask().InTime()).GetProperty("params").GetProperty("id").GetString().ShouldBe("other");
        _slow.ShouldBe(4, "so many at once");
        _steppedOver.SetResult();
    }

    private async Task<string?> Code() =>
        JsonElement.Parse(await _gateway.Heard.ReadAsync(TestContext.Current.CancellationToken).AsTask().InTime()).GetProperty("params").GetProperty("error").GetProperty("code").GetString();

    private async Task<ToolSandboxesResult> Look(ToolSandboxesParams query, CancellationToken cancel)
    {
        _looked.Add(query);
        await (_held?.Task ?? Task.CompletedTask).WaitAsync(cancel);
        return new ToolSandboxesResult { Sandboxes = [] };
    }

    private async Task<ToolWorkspaceResult> Step(ToolWorkspaceParams step, CancellationToken cancel)
    {
        if (step.Tenant == "slow")
        {
            Interlocked.Increment(ref _slow);
            await _steppedOver!.Task.WaitAsync(cancel);
        }
        else
        {
            _steps.Add(step);
        }

        return new ToolWorkspaceResult { Outcome = ToolOutcomes.Done };
    }

    private Task Release(ToolReleaseParams session)
    {
        _released.Add(session);
        return Task.CompletedTask;
    }

    private void Ask(string id, string command, string paramsJson, long? timeoutMs = null) => _gateway.Say(JsonSerializer.SerializeToUtf8Bytes(
        new { type = "event", @event = "node.invoke.request", payload = new { id, nodeId = "node-1", command, paramsJSON = paramsJson, timeoutMs } }));

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
