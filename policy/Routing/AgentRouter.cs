using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Routing;

/// <summary>Finds the agent and the session of a message by the bindings (runtime.md §4).</summary>
public static class AgentRouter
{
    /// <summary>The narrowest binding wins: peer, parent, guild, team, account, all accounts, then the default agent; among equals the first.</summary>
    public static AgentRoute Resolve(RoutingRules rules, RouteRequest request)
    {
        var channel = (request.Channel ?? "").Trim().ToLowerInvariant();
        var account = request.AccountId?.Trim() is { Length: > 0 } named ? named : IdNormalization.DefaultAccountId;
        var candidates = rules.Bindings.Where(each => each.MatchesChannel(channel) && each.MatchesAccount(account)).ToList();
        var (agentId, matchedBy) = Choose(candidates, request);
        var agent = ExistingAgent(rules, agentId);
        var peer = request.Peer;
        var sessionPeer = new SessionPeer(channel, account, peer?.Kind, peer is null ? null : IdOrUnknown(peer.Id));
        return new AgentRoute(
            agent,
            channel,
            account,
            PeerSessionKeys.Build(agent, sessionPeer, rules.DmScope, rules.IdentityLinks),
            SessionKeys.Main(agent),
            matchedBy);
    }

    private static (string? AgentId, string MatchedBy) Choose(List<AgentBinding> candidates, RouteRequest request)
    {
        if (request.Peer is { } peer && candidates.Find(each => MatchesPeer(each.Peer, peer)) is { } byPeer)
        {
            return (byPeer.AgentId, "binding.peer");
        }

        if (request.ParentPeer is { } parent && candidates.Find(each => MatchesPeer(each.Peer, parent)) is { } byParent)
        {
            return (byParent.AgentId, "binding.peer.parent");
        }

        if (candidates.Find(each => SameId(each.GuildId, request.GuildId)) is { } byGuild)
        {
            return (byGuild.AgentId, "binding.guild");
        }

        if (candidates.Find(each => SameId(each.TeamId, request.TeamId)) is { } byTeam)
        {
            return (byTeam.AgentId, "binding.team");
        }

        if (candidates.Find(each => each.IsGeneral && !each.IsForAllAccounts) is { } byAccount)
        {
            return (byAccount.AgentId, "binding.account");
        }

        return candidates.Find(each => each.IsGeneral) is { } byChannel
            ? (byChannel.AgentId, "binding.channel")
            : (null, "default");
    }

    private static bool MatchesPeer(PeerRef? bound, PeerRef actual) =>
        bound is not null && SessionKeys.Lowered(bound.Kind) == actual.Kind && SameId(bound.Id, actual.Id);

    private static bool SameId(string? bound, string? actual) =>
        bound?.Trim() is { Length: > 0 } own && own == actual?.Trim();

    private static string IdOrUnknown(string? id) => id?.Trim() is { Length: > 0 } own ? own : SessionKeys.Unknown;

    // With no list of agents any id is taken as it is; with one, an unknown id means the default agent.
    private static string ExistingAgent(RoutingRules rules, string? agentId)
    {
        var wanted = (agentId ?? "").Trim();
        if (wanted.Length == 0)
        {
            return IdNormalization.AgentId(rules.DefaultAgentId);
        }

        var normalized = IdNormalization.AgentId(wanted);
        return rules.AgentIds.Count == 0 || rules.AgentIds.Any(each => IdNormalization.AgentId(each) == normalized)
            ? normalized
            : IdNormalization.AgentId(rules.DefaultAgentId);
    }
}
