using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.Grains.Agents.Tools.Cluster;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>
/// Offers what the cluster answers itself and the tenant's tool policy allows, and so what runners have, while a runner is connected that an
/// operator let run tools. Each call is judged again when it is made: what was offered may not be allowed any more, and a model may ask for what it was never offered.
/// </summary>
internal sealed partial class PolicyToolDecider(IGrainFactory grains, ExecDecider exec, TimeProvider time, ILogger<PolicyToolDecider> logger) : IToolDecider
{
    private static readonly string[] ClusterNames = [.. ClusterToolCatalog.All.Select(static tool => tool.Name)];
    private static readonly string[] AllNames = [.. RunnerTool.All.Select(static tool => tool.Name), .. ClusterNames];

    /// <summary>Whose lack of a runner is in the log. Tenants are few beside what else is kept of them.</summary>
    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AITool>> Offer(ToolContext context)
    {
        bool hasRunner = await HasRunner(context.Tenant);
        ToolOffer offer = await PolicyOf(context).Offer(context.Use, hasRunner ? AllNames : ClusterNames);
        var allowed = offer.Permissions.Where(static permission => permission.Allowed).Select(static permission => permission.Tool).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. RunnerTool.All.Where(tool => hasRunner && allowed.Contains(tool.Name) && tool.Needs.All(allowed.Contains)
                    && RunnerTool.Missing(tool.Name, offer.Place, context.Exec.SessionHost) is null)
                .Select(static tool => tool.Declaration),
            .. ClusterToolCatalog.All.Where(tool => allowed.Contains(tool.Name)).Select(static tool => tool.Declaration),
        ];
    }

    private async ValueTask<bool> HasRunner(string tenant)
    {
        if (await grains.GetGrain<INodeRouteGrain>(tenant).HasRunner())
        {
            _told.TryRemove(tenant, out _);
            return true;
        }

        if (_told.TryAdd(tenant, true))
        {
            LogNoRunner(tenant);
        }

        return false;
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
        RunnerTool? tool = RunnerTool.Find(call.Name);
        if (tool is null && ClusterToolCatalog.Find(call.Name) is null)
        {
            return (null, "there is no such tool");
        }

        // The rules of the model that asks, which need not be the one that was asked first.
        ToolUse use = context.Use with { Provider = call.Provider ?? context.Use.Provider, Model = call.Model ?? context.Use.Model };
        string[] names = [call.Name, .. tool?.Needs ?? []];
        ToolOffer offer = await PolicyOf(context).Offer(use, names);
        if (offer.Permissions.Count != names.Length || offer.Permissions.Any(static permission => !permission.Allowed))
        {
            return (null, Refusal(call.Name, offer.Permissions.FirstOrDefault(static permission => !permission.Allowed)));
        }

        return RunnerTool.Missing(call.Name, offer.Place, context.Exec.SessionHost) is { } missing ? (null, missing) : (offer.Place, null);
    }

    private IToolPolicyGrain PolicyOf(ToolContext context) =>
        grains.GetGrain<IToolPolicyGrain>(GrainKey.ForAgent(context.Tenant, context.AgentId).ToString());

    [LoggerMessage(Level = LogLevel.Information, Message = "Tenant {Tenant} has no runner connected that may run tools (gateway.nodes.allowCommands: tools.run); its agents have none of the tools of runners")]
    private partial void LogNoRunner(string tenant);
}
