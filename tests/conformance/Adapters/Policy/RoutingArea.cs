using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Routing;
using Moltbot.Policy.Sessions;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>routing: from bindings to agent and session.</summary>
public sealed class RoutingArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("resolveAgentRoute", Route),
        new("resolveDefaultAgentBoundAccountId", input =>
            BoundAccounts.OfDefaultAgent(Rules(input.Get("config")), input.Text("channelId") ?? "")),
        new("buildChannelAccountBindings", input => Accounts(BoundAccounts.All(Rules(input.Get("config")).Bindings))),
        new("listBoundAccountIds", input =>
            BoundAccounts.OfChannel(Rules(input.Get("config")).Bindings, input.Text("channelId") ?? "").ToJson()),
        new("resolvePreferredAccountId", input =>
            BoundAccounts.Preferred(input.Texts("boundAccounts") ?? [], input.Text("defaultAccountId") ?? "")),
    ];

    public IEnumerable<Difference> Differences => [];

    internal static RoutingRules Rules(JsonElement? config)
    {
        var agents = config.Get("agents").Get("list")?.EnumerateArray().ToList() ?? [];
        var chosen = agents.Find(agent => agent.Flag("default") == true);
        var first = agents.Count > 0 ? agents[0].Text("id") : null;
        var session = config.Get("session");
        return new RoutingRules(
            [.. agents.Select(agent => agent.Text("id") ?? "")],
            chosen.ValueKind == JsonValueKind.Object ? chosen.Text("id") : first,
            [.. config.Get("bindings")?.EnumerateArray().Select(Binding) ?? []],
            DmScopes.Parse(session.Text("dmScope")),
            session.Get("identityLinks")?.EnumerateObject().ToDictionary(
                each => each.Name, each => session.Get("identityLinks").Texts(each.Name) ?? [], StringComparer.Ordinal));
    }

    private static AgentBinding Binding(JsonElement binding)
    {
        var match = binding.Get("match");
        return new AgentBinding(
            binding.Text("agentId") ?? "", match.Text("channel"), match.Text("accountId"), Peer(match.Get("peer")),
            match.Text("guildId"), match.Text("teamId"));
    }

    private static PeerRef? Peer(JsonElement? peer) => peer is null ? null : new PeerRef(peer.Text("kind"), peer.Text("id"));

    private static JsonNode? Route(JsonElement call)
    {
        var input = call.One();
        var route = AgentRouter.Resolve(Rules(input.Get("config") ?? input.Get("cfg")), new RouteRequest(
            input.Text("channel"), input.Text("accountId"), Peer(input.Get("peer")), input.Text("guildId"), input.Text("teamId")));
        return new JsonObject
        {
            ["agentId"] = route.AgentId,
            ["channel"] = route.Channel,
            ["accountId"] = route.AccountId,
            ["sessionKey"] = route.SessionKey,
            ["mainSessionKey"] = route.MainSessionKey,
            ["matchedBy"] = route.MatchedBy,
        };
    }

    private static JsonNode Accounts(IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> all)
    {
        var result = new JsonObject();
        foreach (var (channel, agents) in all)
        {
            var inner = new JsonObject();
            foreach (var (agent, accounts) in agents)
            {
                inner[agent] = accounts.ToJson();
            }

            result[channel] = inner;
        }

        return result;
    }
}
