using System.Text.Json;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.Grains.Agents.Tools.Mcp;
using Moltbot.Policy.Nodes;
using Moltbot.Policy.Values;
using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>
/// Has the runner of an agent do a call: on record first, sent once. What is unknown of it is told to be so; it is never sent again.
/// </summary>
internal sealed class RunnerTools(IGrainFactory grains, RunnerCalls calls, TimeProvider time) : IToolRunner
{
    /// <summary>Most characters of one answer that are kept. Arbitrary: what a person would still look through.</summary>
    internal const int MaxKept = 64_000;

    /// <inheritdoc/>
    public async Task<ToolResult> Run(ToolContext context, ToolCall call, ToolVerdict verdict, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string callId = Guid.NewGuid().ToString();
        if (await calls.Lease(context, verdict.Place!) is not { } runner)
        {
            return ToolResult.NotRun("no runner is connected");
        }

        await grains.GetGrain<IAuditGrain>(context.Tenant).Append(
            [Auditing.ToolRun(time, context, call.Name, callId,
                ("runner", runner), ("sandboxed", verdict.Place!.IsSandboxed ? "yes" : "no"), ("approval", verdict.ApprovalId))]);
        RunnerAnswer answer = await calls.Make(context, runner, NodeCommands.ToolsRun, Params(context, call, verdict, callId), cancellationToken);
        return answer.Kind switch
        {
            RunnerAnswerKind.Answered => ResultOf(answer.Result!),
            RunnerAnswerKind.NotSent => ToolResult.NotRun(answer.Why!),
            RunnerAnswerKind.Failed => new ToolResult($"The runner failed: {Kept(answer.Why!)}", IsError: true),
            _ => ToolResult.Unknown(answer.Why!),
        };
    }

    private static ToolRunParams Params(ToolContext context, ToolCall call, ToolVerdict verdict, string callId) => new()
    {
        CallId = callId,
        Tool = call.Name,
        Arguments = JsonElement.Parse(call.ArgumentsJson),
        Context = context.For(verdict.Place!) with
        {
            Cwd = verdict.Exec?.Cwd,
            ExecFiles = verdict.Exec?.Files,
            ExecSteps = verdict.Exec is { } exec ? [.. exec.Steps.Select(Step)] : null,
        },
        TimeoutMs = verdict.Mcp?.Server.TimeoutMs ?? RunnerTool.Find(call.Name)!.TimeoutIn(verdict.Place!),
        Mcp = verdict.Mcp?.Server.ForRunner(verdict.Mcp.OwnName),
        Fetch = call.Name == RunnerTool.Fetch ? Limits(verdict.Place!.Fetch) : null,
        MaxOutputChars = MaxKept,
    };

    /// <summary>How a place has the web asked.</summary>
    internal static ToolFetchLimits? Limits(FetchPlace? fetch) => fetch is null ? null : new ToolFetchLimits
    {
        MaxChars = fetch.MaxChars,
        MaxRedirects = fetch.MaxRedirects,
        UserAgent = fetch.UserAgent,
    };

    private static ToolExecStep Step(ExecStep step) => new()
    {
        Link = step.Link switch
        {
            ExecStepLink.OnSuccess => "onSuccess",
            ExecStepLink.OnFailure => "onFailure",
            ExecStepLink.Piped => "piped",
            _ => "always",
        },
        Program = step.Program,
        ContentHash = step.ContentHash,
        Argv = step.Argv,
    };

    private static ToolResult ResultOf(ToolRunResult result)
    {
        string text = Kept(result.Text) + (result.Truncated || result.Text.Length > MaxKept ? "\n[cut]" : "");
        return result.Outcome == ToolOutcomes.Unknown ? ToolResult.Unknown(text) : result.IsError && result.Outcome is ToolOutcomes.Refused or ToolOutcomes.Unavailable
            ? ToolResult.NotRun(text)
            : new ToolResult(text, result.IsError);
    }

    /// <summary>A runner is believed as little as a program: it may say more than it was asked for.</summary>
    private static string Kept(string text) => TextPrefix.Of(text, MaxKept);
}
