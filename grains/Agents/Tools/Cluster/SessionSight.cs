using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary>
/// Which sessions the model of a session may read: its own and those that it spawned. All of its agent's, where nobody but who may read them
/// anyway speaks in the turn (<see cref="ToolContext.SeesAgent"/>); then those of other agents too that <c>tools.agentToAgent</c> names. In a
/// sandbox the first holds for everybody, unless <c>agents.defaults.sandbox.sessionToolsVisibility</c> says <c>all</c> (attack T1).
/// </summary>
internal sealed class SessionSight(IGrainFactory grains, ITenantConfigurations configurations)
{
    /// <summary>Most sessions of one agent that are looked through. Arbitrary: more than anybody asks a model about.</summary>
    private const int MaxLooked = 200;

    /// <summary>The sessions that may be read, newest first.</summary>
    /// <param name="context">For whom.</param>
    /// <param name="isSandboxed">Whether the session is sandboxed.</param>
    /// <param name="activeMinutes">Only those used within so many minutes; null for all.</param>
    public async Task<IReadOnlyList<SessionEntry>> List(ToolContext context, bool isSandboxed, int? activeMinutes)
    {
        ConfigDocument document = (await configurations.Get(context.Tenant)).Document;
        ISessionIndexGrain index = grains.GetGrain<ISessionIndexGrain>(context.Tenant);
        var query = new SessionQuery { Limit = MaxLooked, ActiveMinutes = activeMinutes };
        var found = new List<SessionEntry>();
        foreach (string agent in AgentsOf(context, document))
        {
            found.AddRange((await index.List(query with { AgentId = agent, SpawnedBy = SeesAll(context, isSandboxed, document) ? null : context.SessionKey })).Sessions);
        }

        if (found.All(entry => entry.Key != context.SessionKey)
            && await grains.GetGrain<ISessionGrain>(GrainKey.ForSession(context.Tenant, context.SessionKey).ToString()).Entry() is { } own)
        {
            found.Add(own);
        }

        return [.. found.OrderByDescending(static entry => entry.UpdatedAt)];
    }

    /// <summary>The canonical key of a session that may be read; null for what there is not, and the same for what may not be.</summary>
    /// <param name="context">For whom.</param>
    /// <param name="isSandboxed">Whether the session is sandboxed.</param>
    /// <param name="named">A key as the model wrote it, a session's id, or <c>main</c>.</param>
    public async Task<string?> Find(ToolContext context, bool isSandboxed, string named)
    {
        ConfigDocument document = (await configurations.Get(context.Tenant)).Document;
        bool isId = SessionReference.IsId(named);
        string? key = isId ? null : SessionKeys.ToStored(context.AgentId, named, document.Session.MainKey);
        if (named == context.SessionKey || key == context.SessionKey || (isId && named == context.SessionId))
        {
            return context.SessionKey;
        }

        return await Resolve(context, isSandboxed, new SessionLookup { Key = key, SessionId = isId ? named : null }, document);
    }

    /// <summary>The same by a label, which one session of a tenant has.</summary>
    /// <param name="context">For whom.</param>
    /// <param name="isSandboxed">Whether the session is sandboxed.</param>
    /// <param name="label">The label as the model wrote it.</param>
    public async Task<string?> FindLabel(ToolContext context, bool isSandboxed, string label) =>
        await Resolve(context, isSandboxed, new SessionLookup { Label = label }, (await configurations.Get(context.Tenant)).Document);

    private async Task<string?> Resolve(ToolContext context, bool isSandboxed, SessionLookup wanted, ConfigDocument document)
    {
        ISessionIndexGrain index = grains.GetGrain<ISessionIndexGrain>(context.Tenant);
        string? spawnedBy = SeesAll(context, isSandboxed, document) ? null : context.SessionKey;
        foreach (string agent in AgentsOf(context, document))
        {
            if (await index.Resolve(wanted with { AgentId = agent, SpawnedBy = spawnedBy }) is { } found)
            {
                // What all agents share belongs to none of them.
                return found is SessionKeys.Global or SessionKeys.Unknown ? null : found;
            }
        }

        return null;
    }

    private static bool SeesAll(ToolContext context, bool isSandboxed, ConfigDocument document) => context.SeesAgent
        && (!isSandboxed || document.Agents.Defaults.Section.Section("sandbox").String("sessionToolsVisibility") == "all");

    private static IEnumerable<string> AgentsOf(ToolContext context, ConfigDocument document)
    {
        AgentToAgentPolicy policy = AgentToAgentPolicy.From(document.Section("tools").Section("agentToAgent"));
        return document.Agents.Ids.Append(context.AgentId).Distinct(StringComparer.Ordinal).Where(id => policy.Allows(context.AgentId, id));
    }
}
