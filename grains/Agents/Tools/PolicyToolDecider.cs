using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.Grains.Agents.Tools.Cluster;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>
/// Offers what the cluster answers itself and the tenant's tool policy allows, and so what runners have, while a runner is connected that an
/// operator let run tools. Each call is judged again when it is made: what was offered may not be allowed any more, and a model may ask for what it was never offered.
/// </summary>
internal sealed partial class PolicyToolDecider(IGrainFactory grains, ExecDecider exec, TimeProvider time, ILogger<PolicyToolDecider> logger) : IToolDecider
{
    private static readonly string[] RunnerNames = [.. RunnerTool.All.Select(static tool => tool.Name)];

    /// <summary>Whose lack of a runner is in the log. Tenants are few beside what else is kept of them.</summary>
    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AITool>> Offer(ToolContext context)
    {
        bool hasRunner = await HasRunner(context.Tenant);
        ClusterTool[] own = [.. ClusterToolCatalog.All.Where(tool => tool.IsThereFor(context))];
        string[] names = [.. hasRunner ? RunnerNames : [], .. own.Select(static tool => tool.Name)];
        ToolOffer offer = await PolicyOf(context.Tenant, context.AgentId).Offer(context.Use, names);
        var allowed = offer.Permissions.Where(static permission => permission.Allowed).Select(static permission => permission.Tool).ToHashSet(StringComparer.Ordinal);
        foreach (ToolUse bound in context.Bounds)
        {
            allowed.ExceptWith((await OfferTo(context.Tenant, bound, names)).Permissions.Where(static permission => !permission.Allowed).Select(static permission => permission.Tool));
        }

        return
        [
            .. RunnerTool.All.Where(tool => hasRunner && allowed.Contains(tool.Name) && tool.Needs.All(allowed.Contains)
                    && RunnerTool.Missing(tool.Name, offer.Place, context.Exec.SessionHost) is null)
                .Select(static tool => tool.Declaration),
            .. own.Where(tool => allowed.Contains(tool.Name)).Select(static tool => tool.Declaration),
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
        if (tool is null && ClusterToolCatalog.Find(call.Name)?.IsThereFor(context) != true)
        {
            return (null, "there is no such tool");
        }

        // The rules of the model that asks, which need not be the one that was asked first.
        ToolUse use = context.Use with { Provider = call.Provider ?? context.Use.Provider, Model = call.Model ?? context.Use.Model };
        string[] names = [call.Name, .. tool?.Needs ?? []];
        ToolOffer offer = await PolicyOf(context.Tenant, context.AgentId).Offer(use, names);
        if (RefusalOf(call.Name, offer, names.Length) is { } refused)
        {
            return (null, refused);
        }

        foreach (ToolUse bound in context.Bounds)
        {
            ToolOffer caused = await OfferTo(context.Tenant, bound, names);
            if (RefusalOf(call.Name, caused, names.Length) is { } beyond)
            {
                return (null, beyond);
            }

            if (caused.Place.IsSandboxed && !offer.Place.IsSandboxed)
            {
                return (null, "the session that caused this run is kept in a sandbox, and this one has none");
            }
        }

        return RunnerTool.Missing(call.Name, offer.Place, context.Exec.SessionHost) is { } missing ? (null, missing) : (offer.Place, null);
    }

    private static string? RefusalOf(string tool, ToolOffer offer, int count) =>
        offer.Permissions.Count != count || offer.Permissions.Any(static permission => !permission.Allowed)
            ? Refusal(tool, offer.Permissions.FirstOrDefault(static permission => !permission.Allowed))
            : null;

    /// <summary>What may be used in the situation of another turn, by the rules of its own agent.</summary>
    private Task<ToolOffer> OfferTo(string tenant, ToolUse use, string[] names) => PolicyOf(tenant, SessionKeys.AgentIdOf(use.SessionKey)).Offer(use, names);

    private IToolPolicyGrain PolicyOf(string tenant, string agentId) => grains.GetGrain<IToolPolicyGrain>(GrainKey.ForAgent(tenant, agentId).ToString());

    [LoggerMessage(Level = LogLevel.Information, Message = "Tenant {Tenant} has no runner connected that may run tools (gateway.nodes.allowCommands: tools.run); its agents have none of the tools of runners")]
    private partial void LogNoRunner(string tenant);
}
