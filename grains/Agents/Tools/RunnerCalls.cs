using System.Text.Json;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.Grains.Agents.Tools.Cluster;
using Moltbot.Policy.Nodes;
using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>Sends calls to runners, ends those that nobody waits for any more, and reads what runners answer.</summary>
internal sealed partial class RunnerCalls(NodeCalls nodes, IGrainFactory grains, ILogger<RunnerCalls> logger)
{
    /// <summary>Beyond the call's own time, for the way there and back, milliseconds; then the runner counts as silent.</summary>
    private const int GraceMs = 10_000;

    /// <summary>The runner that has what a place needs; null while none is connected.</summary>
    public Task<string?> Lease(ToolContext context, ToolPlace place) => Lease(context, place.LeaseKey);

    /// <summary>The same by the <see cref="ToolPlace.LeaseKey"/>.</summary>
    public Task<string?> Lease(ToolContext context, string leaseKey) => Nodes(context).LeaseRunner(leaseKey);

    /// <summary>Sends a call and waits for its answer.</summary>
    /// <param name="context">For whom.</param>
    /// <param name="runner">The runner.</param>
    /// <param name="command"><see cref="NodeCommands.ToolsRun"/>, <see cref="NodeCommands.ToolsResolve"/> or <see cref="NodeCommands.ToolsContext"/>.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the call on the runner too.</param>
    public async Task<RunnerAnswer> Make(ToolContext context, string runner, string command, ToolRunParams call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        NodeInvocation invocation = Invocation(runner, call.CallId, command, JsonSerializer.Serialize(call, RunnerJson.Default.ToolRunParams), call.TimeoutMs + GraceMs) with
        {
            IsToldOnce = call.Tool == ImageTool.Name,
            GoesOn = call.Picture is not null,
        };
        try
        {
            NodeAnswer answer = await nodes.Make(context.Tenant, invocation, cancellationToken);
            return answer.Outcome is { } outcome ? AnswerOf(outcome) : new RunnerAnswer(answer.Kind, answer.Why);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Cancel(Nodes(context), runner, call.CallId);
            throw;
        }
    }

    /// <summary>Tells the runner that nobody waits any more. Whether it hears is its matter.</summary>
    private async Task Cancel(INodeRouteGrain route, string runner, string callId)
    {
        try
        {
            await route.Invoke(Invocation(
                runner, Guid.NewGuid().ToString(), NodeCommands.ToolsCancel,
                JsonSerializer.Serialize(new ToolCancelParams { CallId = callId }, RunnerJson.Default.ToolCancelParams), GraceMs));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNotCancelled(callId, e);
        }
    }

    private INodeRouteGrain Nodes(ToolContext context) => grains.GetGrain<INodeRouteGrain>(context.Tenant);

    private static NodeInvocation Invocation(string runner, string invokeId, string command, string paramsJson, int timeoutMs) => new()
    {
        InvokeId = invokeId,
        NodeId = runner,
        Command = command,
        ParamsJson = paramsJson,
        TimeoutMs = timeoutMs,
        IdempotencyKey = invokeId,
        GatewayId = "",
    };

    private static RunnerAnswer AnswerOf(NodeInvokeOutcome outcome)
    {
        if (!outcome.Ok)
        {
            return outcome.ErrorCode is "NOT_CONNECTED" or "TIMEOUT" or "UNKNOWN" or null
                ? new RunnerAnswer(RunnerAnswerKind.Unknown, outcome.ErrorMessage ?? "the runner did not say")
                : new RunnerAnswer(RunnerAnswerKind.Failed, outcome.ErrorMessage ?? outcome.ErrorCode);
        }

        try
        {
            if (outcome.PayloadJson is { } json && JsonSerializer.Deserialize(json, RunnerJson.Default.ToolRunResult) is { } result)
            {
                return new RunnerAnswer(RunnerAnswerKind.Answered, Result: result);
            }
        }
        catch (JsonException)
        {
            // Below.
        }

        return new RunnerAnswer(RunnerAnswerKind.Unknown, "the runner's answer cannot be read");
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Tool call {CallId} could not be cancelled")]
    private partial void LogNotCancelled(string callId, Exception error);
}
