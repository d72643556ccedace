using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Policy;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>
/// Offers what runners have and the tenant's tool policy allows, while a runner is connected that an operator let run tools. Each call is
/// judged again when it is made: what was offered may not be allowed any more, and a model may ask for what it was never offered.
/// </summary>
internal sealed partial class PolicyToolDecider(IGrainFactory grains, ExecDecider exec, TimeProvider time, ILogger<PolicyToolDecider> logger) : IToolDecider
{
    private static readonly string[] Names = [.. RunnerTool.All.Select(static tool => tool.Name)];

    /// <summary>Whose lack of a runner is in the log. Tenants are few beside what else is kept of them.</summary>
    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AITool>> Offer(ToolContext context)
    {
        if (!await grains.GetGrain<INodeRouteGrain>(context.Tenant).HasRunner())
        {
            if (_told.TryAdd(context.Tenant, true))
            {
                LogNoRunner(context.Tenant);
            }

            return [];
        }

        _told.TryRemove(context.Tenant, out _);
        ToolOffer offer = await PolicyOf(context).Offer(context.Use, Names);
        var allowed = offer.Permissions.Where(static permission => permission.Allowed).Select(static permission => permission.Tool).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. RunnerTool.All.Where(tool => allowed.Contains(tool.Name) && tool.Needs.All(allowed.Contains)
                    && RunnerTool.Missing(tool.Name, offer.Place, context.Exec.SessionHost) is null)
                .Select(static tool => tool.Declaration),
        ];
    }

    /// <inheritdoc/>
    public async ValueTask<ToolVerdict> Decide(ToolContext context, ToolCall call, CancellationToken cancellationToken)
    {
        (ToolPlace? place, string? refusal) = await Judge(context, call);
        return place is null ? ToolVerdict.Refuse(refusal!) : call.Name switch
        {
            RunnerTool.Exec => await exec.Decide(context, call, place, cancellationToken),
            RunnerTool.Programs => await DecideProcess(context, call, place),
            _ => new ToolVerdict(ToolDecision.Run) { Place = place },
        };
    }

    /// <inheritdoc/>
    public async Task<ToolVerdict> Ask(ToolContext context, ToolCall call, ToolVerdict verdict, string approvalId, CancellationToken cancellationToken) =>
        await exec.Open(context, verdict, approvalId) is { } refusal
            ? ToolVerdict.Refuse(refusal)
            : await WaitAndRedeem(context, call, approvalId, cancellationToken);

    /// <inheritdoc/>
    public async Task<ToolVerdict> AskAgain(ToolContext context, ToolCall call, string approvalId, CancellationToken cancellationToken)
    {
        if (await exec.Knows(context, approvalId))
        {
            return await WaitAndRedeem(context, call, approvalId, cancellationToken);
        }

        // Nobody was asked yet, so nothing ran.
        ToolVerdict verdict = await Decide(context, call, cancellationToken);
        return verdict.Decision == ToolDecision.Ask ? await Ask(context, call, verdict, approvalId, cancellationToken) : verdict;
    }

    /// <summary>While a person thought, the rules of the session's tools may have become others, too.</summary>
    private async Task<ToolVerdict> WaitAndRedeem(ToolContext context, ToolCall call, string approvalId, CancellationToken cancellationToken)
    {
        if (await exec.Wait(context, approvalId, time, cancellationToken) is { } denial)
        {
            return ToolVerdict.Refuse(denial);
        }

        (ToolPlace? place, string? refusal) = await Judge(context, call);
        ToolVerdict verdict = place is null ? ToolVerdict.Refuse(refusal!) : await exec.Redeem(context, call, place, approvalId, cancellationToken);
        if (verdict.Decision == ToolDecision.Refuse)
        {
            // What was allowed is worth nothing from here on.
            await exec.Withdraw(context, approvalId);
        }

        return verdict;
    }

    /// <summary>Where the call may be made, or why not.</summary>
    private async ValueTask<(ToolPlace? Place, string? Refusal)> Judge(ToolContext context, ToolCall call)
    {
        if (RunnerTool.Find(call.Name) is not { } tool)
        {
            return (null, "there is no such tool");
        }

        // The rules of the model that asks, which need not be the one that was asked first.
        ToolUse use = context.Use with { Provider = call.Provider ?? context.Use.Provider, Model = call.Model ?? context.Use.Model };
        string[] names = [call.Name, .. tool.Needs];
        ToolOffer offer = await PolicyOf(context).Offer(use, names);
        if (offer.Permissions.Count != names.Length || offer.Permissions.Any(static permission => !permission.Allowed))
        {
            return (null, Refusal(call.Name, offer.Permissions.FirstOrDefault(static permission => !permission.Allowed)));
        }

        return RunnerTool.Missing(call.Name, offer.Place, context.Exec.SessionHost) is { } missing ? (null, missing) : (offer.Place, null);
    }

    private IToolPolicyGrain PolicyOf(ToolContext context) =>
        grains.GetGrain<IToolPolicyGrain>(GrainKey.ForAgent(context.Tenant, context.AgentId).ToString());

    [LoggerMessage(Level = LogLevel.Information, Message = "Tenant {Tenant} has no runner connected that may run tools (gateway.nodes.allowCommands: tools.run); its agents have none")]
    private partial void LogNoRunner(string tenant);
}
