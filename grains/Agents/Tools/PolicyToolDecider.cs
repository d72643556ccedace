using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents.Tools.Cluster;
using Moltbot.Grains.Agents.Tools.Mcp;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Sessions;
using Moltbot.Policy.Tools.Mcp;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>
/// Offers what the cluster answers itself and the tenant's tool policy allows, and so what runners and the servers behind them have, while a runner is connected that an
/// operator let run tools. Each call is judged again when it is made: what was offered may not be allowed any more, and a model may ask for what it was never offered.
/// </summary>
internal sealed partial class PolicyToolDecider(
    IGrainFactory grains, ITenantConfigurations configurations, ExecDecider exec, McpCatalog servers, TimeProvider time, ILogger<PolicyToolDecider> logger) : IToolDecider
{
    private static readonly string[] RunnerNames = [.. RunnerTool.All.Select(static tool => tool.Name)];

    /// <summary>Whose lack of a runner is in the log. Tenants are few beside what else is kept of them.</summary>
    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<OfferedToTurn> Offer(ToolContext context, OfferedTools before)
    {
        bool hasRunner = await HasRunner(context.Tenant);
        McpListing said = hasRunner ? await servers.Tools(context.Tenant, context.AgentId) : McpListing.None;
        if (context.Bounds.Count > 0)
        {
            return (await Offer(context, hasRunner, said)).Offered;
        }

        TenantConfiguration configuration = await configurations.Get(context.Tenant);
        var situation = new OfferSituation(
            configuration.Version, context.Use, context.Exec.SessionHost, hasRunner, context.Keeper is not null, context.WritesToChats, context.ReadsMemory, said);
        if (before.In(situation) is { } known)
        {
            return known;
        }

        (OfferedToTurn offered, long version) = await Offer(context, hasRunner, said);
        before.Keep(situation with { Configuration = version }, offered);
        return offered;
    }

    private async ValueTask<(OfferedToTurn Offered, long Configuration)> Offer(ToolContext context, bool hasRunner, McpListing said)
    {
        ClusterTool[] own = [.. ClusterToolCatalog.All.Where(tool => tool.IsThereFor(context))];
        string[] names = [.. hasRunner ? RunnerNames : [], .. own.Select(static tool => tool.Name), .. said.Tools.Select(static tool => tool.Name)];
        ToolOffer offer = await Ask(context, names);
        var allowed = offer.Permissions.Where(static permission => permission.Allowed).Select(static permission => permission.Tool).ToHashSet(StringComparer.Ordinal);
        AITool[] tools =
        [
            .. RunnerTool.All.Where(tool => hasRunner && allowed.Contains(tool.Name) && tool.Needs.All(allowed.Contains)
                    && RunnerTool.Missing(tool.Name, offer.Place, context.Exec.SessionHost, context.ReadsMemory) is null)
                .Select(static tool => tool.Declaration),
            .. own.Where(tool => allowed.Contains(tool.Name) && tool.MissingIn(offer.Place) is null).Select(static tool => tool.Declaration),
            .. said.Tools.Where(tool => allowed.Contains(tool.Name)).Select(static tool => tool.Declaration()),
        ];
        return (new OfferedToTurn(tools, hasRunner ? offer.Place : null), offer.Configuration);
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
        (ToolPlace? place, string? refusal, McpTool? server) = await Judge(context, call);
        return place is null ? ToolVerdict.Refuse(refusal!) : call.Name switch
        {
            RunnerTool.Exec => await exec.Decide(context, call, place, cancellationToken),
            RunnerTool.Programs => await DecideProcess(context, call, place),
            _ => new ToolVerdict(ToolDecision.Run) { Place = place, Mcp = server },
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

        (ToolPlace? place, string? refusal, _) = await Judge(context, call);
        ToolVerdict verdict = place is null ? ToolVerdict.Refuse(refusal!) : await exec.Redeem(context, call, place, approvalId, cancellationToken);
        if (verdict.Decision == ToolDecision.Refuse)
        {
            // What was allowed is worth nothing from here on.
            await exec.Withdraw(context, approvalId);
        }

        return verdict;
    }

    /// <summary>Where the call may be made, or why not; and of which server's tool it is.</summary>
    private async ValueTask<(ToolPlace? Place, string? Refusal, McpTool? Server)> Judge(ToolContext context, ToolCall call)
    {
        if (context.Only?.Contains(call.Name, StringComparer.Ordinal) == false)
        {
            return (null, $"there is nothing but {string.Join(", ", context.Only)} here", null);
        }

        RunnerTool? tool = RunnerTool.Find(call.Name);
        ClusterTool? own = ClusterToolCatalog.Find(call.Name);
        McpTool? server = McpNames.IsOne(call.Name) ? (await servers.Tools(context.Tenant, context.AgentId)).Find(call.Name) : null;
        if (tool is null && server is null && own?.IsThereFor(context) != true)
        {
            return (null, "there is no such tool", null);
        }

        // The rules of the model that asks, which need not be the one that was asked first.
        string[] names = [call.Name, .. tool?.Needs ?? own?.NeedsFor(call) ?? []];
        ToolOffer offer = await Ask(context.For(call), names);
        if (offer.Permissions.Count != names.Length || offer.Permissions.Any(static permission => !permission.Allowed))
        {
            return (null, Refusal(call.Name, offer.Permissions.FirstOrDefault(static permission => !permission.Allowed)), null);
        }

        string? missing = own?.MissingIn(offer.Place)
            ?? names.Select(name => RunnerTool.Missing(name, offer.Place, context.Exec.SessionHost, context.ReadsMemory)).FirstOrDefault(static why => why is not null);
        return missing is null ? (offer.Place, null, server) : (null, missing, null);
    }

    /// <summary>What policy says in the turn's own situation and in those behind it: of each tool the first that refuses it, of places the narrowest.</summary>
    private async ValueTask<ToolOffer> Ask(ToolContext context, string[] names)
    {
        ToolOffer offer = await PolicyOf(context.Tenant, context.AgentId).Offer(context.Use, names);
        foreach (TurnBound bound in context.Bounds)
        {
            ToolOffer theirs = await PolicyOf(context.Tenant, SessionKeys.AgentIdOf(bound.Use.SessionKey)).Offer(bound.Use, names);
            offer = offer with
            {
                Permissions = [.. offer.Permissions.Zip(theirs.Permissions, static (own, other) => own.Allowed ? other : own)],
                Place = ToolPlaces.Within(offer.Place, theirs.Place.On(bound.Exec.SessionHost), context.SessionKey),
            };
        }

        return offer;
    }

    private IToolPolicyGrain PolicyOf(string tenant, string agentId) =>
        grains.GetGrain<IToolPolicyGrain>(GrainKey.ForAgent(tenant, agentId).ToString());

    [LoggerMessage(Level = LogLevel.Information, Message = "Tenant {Tenant} has no runner connected that may run tools (gateway.nodes.allowCommands: tools.run); its agents have none of the tools of runners")]
    private partial void LogNoRunner(string tenant);
}
