using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Workspaces;
using Moltbot.Grains.Agents.Tools.Cluster;
using Moltbot.Grains.Workspaces;
using Moltbot.Policy.Nodes;
using Moltbot.Policy.Values;
using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>Sends calls to runners, ends those that nobody waits for any more, and reads what runners answer.</summary>
internal sealed partial class RunnerCalls(NodeCalls nodes, WorkspaceLending workspaces, IGrainFactory grains, ILogger<RunnerCalls> logger)
{
    /// <summary>Beyond the call's own time, for the way there and back, milliseconds; then the runner counts as silent.</summary>
    private const int GraceMs = 10_000;

    /// <summary>How often a call is sent that found no workspace; then nothing ran. Arbitrary.</summary>
    private const int MaxTries = 3;

    /// <summary>The runner that has what a place needs; null while none is connected.</summary>
    public Task<string?> Lease(ToolContext context, ToolPlace place) => Lease(
        context,
        // Whoever works in the workspace itself goes where it is, also out of a sandbox that agents share: it would move to and fro between two runners.
        workspaces.AreStored && (!place.IsSandboxed || place.WorkspaceAccess == "rw") ? ToolPlace.LeaseOf(context.AgentId) : place.LeaseKey);

    /// <summary>The same by the <see cref="ToolPlace.LeaseKey"/>.</summary>
    public Task<string?> Lease(ToolContext context, string leaseKey) => Nodes(context).LeaseRunner(leaseKey);

    /// <summary>Whether calls may have to wait for a workspace that comes to their runner.</summary>
    public bool BringsWorkspaces => workspaces.AreStored;

    /// <summary>Has a runner have the workspace that a call will need.</summary>
    public Task Bring(ToolRunParams call, string runner, CancellationToken cancellationToken) =>
        workspaces.IsNeeded(call) ? workspaces.Take(call, runner, null, cancellationToken) : Task.CompletedTask;

    /// <summary>Sends a call and waits for its answer. What needs the agent's workspace finds it there, and what it changed is kept when this returns, or said not to be.</summary>
    /// <param name="context">For whom.</param>
    /// <param name="runner">The runner.</param>
    /// <param name="command"><see cref="NodeCommands.ToolsRun"/>, <see cref="NodeCommands.ToolsResolve"/> or <see cref="NodeCommands.ToolsContext"/>.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the call on the runner too.</param>
    public async Task<RunnerAnswer> Make(ToolContext context, string runner, string command, ToolRunParams call, CancellationToken cancellationToken)
    {
        if (!workspaces.IsNeeded(call))
        {
            return await Send(context, runner, command, call, cancellationToken);
        }

        WorkspaceLoan? notThere = null;
        for (int tries = 0; tries < MaxTries; tries++)
        {
            WorkspaceTaken taken = await workspaces.Take(call, runner, notThere, cancellationToken);
            if (taken.Loan is not { } loan)
            {
                return new RunnerAnswer(RunnerAnswerKind.NotSent, $"the workspace could not be brought to the runner: {taken.Problem}");
            }

            RunnerAnswer answer = await Send(context, runner, command, call with { Workspace = new ToolWorkspaceLoan { Fence = loan.Fence, Version = loan.Version } }, loan, cancellationToken);
            if (answer.Result?.Outcome != ToolOutcomes.Stale)
            {
                return answer;
            }

            // Nothing ran: the runner lost its copy, or the workspace went to another one meanwhile.
            notThere = loan;
        }

        return new RunnerAnswer(RunnerAnswerKind.NotSent, "the workspace went to another runner again and again");
    }

    /// <summary>Sends a call with the copy that it needs, and keeps what it changed.</summary>
    private async Task<RunnerAnswer> Send(ToolContext context, string runner, string command, ToolRunParams call, WorkspaceLoan loan, CancellationToken cancellationToken)
    {
        if (!WorkspaceLending.Writes(call))
        {
            return await Send(context, runner, command, call, cancellationToken);
        }

        RunnerAnswer answer;
        try
        {
            answer = await Send(context, runner, command, call, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await workspaces.KeepSoon(context.Tenant, context.AgentId);
            throw;
        }

        if (answer.Result is null or { Outcome: ToolOutcomes.Stale })
        {
            return answer;
        }

        WorkspaceKept kept = await workspaces.Keep(call, runner, loan, cancellationToken);
        string? note = kept.Problem is { } problem ? $"[The files of this call were not kept: {problem}. They may be gone at the next call.]"
            : kept.LeftOut is > 0 and int leftOut ? string.Create(CultureInfo.InvariantCulture, $"[Of the workspace {leftOut} entries are not kept: links, devices, names that are no text, or files that cannot be read.]")
            : null;
        if (note is null)
        {
            return answer;
        }

        string text = TextPrefix.Of(answer.Result.Text, RunnerTools.MaxKept - note.Length - 1);
        return answer with { Result = answer.Result with { Text = text.Length == 0 ? note : $"{text}\n{note}", Truncated = answer.Result.Truncated || text.Length < answer.Result.Text.Length } };
    }

    private async Task<RunnerAnswer> Send(ToolContext context, string runner, string command, ToolRunParams call, CancellationToken cancellationToken)
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
