using System.Text.Json;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.Policy.Nodes;
using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>
/// Has the runner of an agent do a call: on record first, sent once. What no answer came to, because the runner went, was silent, or nobody
/// knows of the call any more, is unknown and told to be so; it is never sent again.
/// </summary>
internal sealed partial class RunnerTools(IGrainFactory grains, TimeProvider time, ILogger<RunnerTools> logger) : IToolRunner
{
    /// <summary>Most characters of one answer that are kept. Arbitrary: what a person would still look through.</summary>
    internal const int MaxKept = 64_000;

    /// <summary>Beyond the tool's own time, for the way there and back, milliseconds; then the runner counts as silent.</summary>
    private const int GraceMs = 10_000;

    /// <inheritdoc/>
    public async Task<ToolResult> Run(ToolContext context, ToolCall call, ToolVerdict verdict, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        INodeRouteGrain nodes = grains.GetGrain<INodeRouteGrain>(context.Tenant);
        RunnerTool tool = RunnerTool.Find(call.Name)!;
        string callId = Guid.NewGuid().ToString();
        if (await nodes.LeaseRunner(verdict.Place!.LeaseKey) is not { } runner)
        {
            return ToolResult.NotRun("no runner is connected");
        }

        await grains.GetGrain<IAuditGrain>(context.Tenant).Append(
            [Auditing.Entry("tool.run:" + callId, time.GetUtcNow().ToUnixTimeMilliseconds(), context.Principal, "tool.run", context.SessionKey,
                ("tool", tool.Name), ("call", callId), ("run", context.RunId), ("runner", runner), ("sandboxed", verdict.Place.IsSandboxed ? "yes" : "no"))]);
        cancellationToken.ThrowIfCancellationRequested();
        NodeInvokeOutcome? outcome;
        try
        {
            outcome = await nodes.Invoke(Invocation(
                runner, callId, NodeCommands.ToolsRun, JsonSerializer.Serialize(Params(context, call, verdict, tool, callId), RunnerJson.Default.ToolRunParams), tool.TimeoutMs + GraceMs));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogUnknown(tool.Name, callId, e);
            return ToolResult.Unknown("the runner could not be reached");
        }

        return outcome is null
            ? await Outcome(nodes, runner, callId, cancellationToken)
            : ToolResult.NotRun(outcome.Reason ?? outcome.ErrorMessage ?? "the runner did not take it");
    }

    private async Task<ToolResult> Outcome(INodeRouteGrain nodes, string runner, string callId, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (await nodes.Outcome(callId).WaitAsync(cancellationToken) is { } outcome)
                {
                    return ResultOf(outcome);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await Cancel(nodes, runner, callId);
                throw;
            }
            catch (TimeoutException)
            {
                // The engine gave the question up, not the call: to ask again has no effect.
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogUnknown("", callId, e);
                return ToolResult.Unknown("nobody could be asked for it");
            }
        }
    }

    /// <summary>Tells the runner that nobody waits any more. Whether it hears is its matter.</summary>
    private async Task Cancel(INodeRouteGrain nodes, string runner, string callId)
    {
        try
        {
            await nodes.Invoke(Invocation(
                runner, Guid.NewGuid().ToString(), NodeCommands.ToolsCancel,
                JsonSerializer.Serialize(new ToolCancelParams { CallId = callId }, RunnerJson.Default.ToolCancelParams), GraceMs));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNotCancelled(callId, e);
        }
    }

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

    private static ToolRunParams Params(ToolContext context, ToolCall call, ToolVerdict verdict, RunnerTool tool, string callId) => new()
    {
        CallId = callId,
        Tool = tool.Name,
        Arguments = JsonElement.Parse(call.ArgumentsJson),
        Context = new ToolRunContext
        {
            Tenant = context.Tenant,
            AgentId = context.AgentId,
            SessionKey = context.SessionKey,
            SandboxKey = verdict.Place!.SandboxKey,
            Sandboxed = verdict.Place.IsSandboxed,
            WorkspaceAccess = verdict.Place.WorkspaceAccess,
            Network = verdict.Place.HasNetwork,
        },
        TimeoutMs = tool.TimeoutMs,
        MaxOutputChars = MaxKept,
    };

    private static ToolResult ResultOf(NodeInvokeOutcome outcome)
    {
        if (!outcome.Ok)
        {
            return outcome.ErrorCode is "NOT_CONNECTED" or "TIMEOUT" or "UNKNOWN" or null
                ? ToolResult.Unknown(outcome.ErrorMessage ?? "the runner did not say")
                : new ToolResult($"The runner failed: {Kept(outcome.ErrorMessage ?? outcome.ErrorCode)}", IsError: true);
        }

        try
        {
            if (outcome.PayloadJson is { } json && JsonSerializer.Deserialize(json, RunnerJson.Default.ToolRunResult) is { } result)
            {
                string text = Kept(result.Text) + (result.Truncated || result.Text.Length > MaxKept ? "\n[cut]" : "");
                return result.IsError && result.Outcome is ToolOutcomes.Refused or ToolOutcomes.Unavailable
                    ? ToolResult.NotRun(text)
                    : new ToolResult(text, result.IsError);
            }
        }
        catch (JsonException)
        {
            // Below.
        }

        return ToolResult.Unknown("the runner's answer cannot be read");
    }

    /// <summary>A runner is believed as little as a program: it may say more than it was asked for.</summary>
    private static string Kept(string text) => text.Length <= MaxKept
        ? text
        : text[..(char.IsHighSurrogate(text[MaxKept - 1]) ? MaxKept - 1 : MaxKept)];

    [LoggerMessage(Level = LogLevel.Warning, Message = "What came of tool call {CallId} {Tool} is unknown")]
    private partial void LogUnknown(string tool, string callId, Exception error);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Tool call {CallId} could not be cancelled")]
    private partial void LogNotCancelled(string callId, Exception error);
}
