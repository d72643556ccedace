using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Sessions;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>session_keys and the session functions of gateway_misc.</summary>
public sealed class SessionsArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("normalizeAgentId", input => IdNormalization.AgentId(input.Id("value"))),
        new("normalizeAccountId", input => IdNormalization.AccountId(input.Id("value"))),
        new("normalizeMainKey", input => SessionKeys.MainKeyOf(input.Id("value"))),
        new("parseAgentSessionKey", Parse),
        new("resolveAgentIdFromSessionKey", input => SessionKeys.AgentIdOf(input.Text("sessionKey"))),
        new("isSubagentSessionKey", input => SessionKeys.IsSubagent(input.Text("sessionKey"))),
        new("isAcpSessionKey", input => SessionKeys.IsAcp(input.Text("sessionKey"))),
        new("resolveThreadParentSessionKey", input => ThreadKeys.ParentOf(input.Text("sessionKey"))),
        new("toAgentStoreSessionKey", input =>
            SessionKeys.ToStored(input.Text("agentId") ?? "", input.Text("requestKey"), input.Text("mainKey"))),
        new("toAgentRequestSessionKey", input => SessionKeys.ToRequested(input.Text("storeKey"))),
        new("buildAgentPeerSessionKey", PeerKey),
        new("buildAgentMainSessionKey", input => SessionKeys.Main(input.Text("agentId"), input.Text("mainKey"))),
        new("buildGroupHistoryKey", input => PeerSessionKeys.GroupHistory(Peer(input))),
        new("resolveThreadSessionKeys", Threads),
        new("parseSessionLabel", Label),
        new("resolveGroupSessionKey", input => Group(input.Arg("ctx", 0))),
        new("resolveSessionKey", SessionKey),
        new("buildGroupDisplayName", DisplayName),
        new("resolveMainSessionKey", input => Naming(input.Get("config") ?? input.Get("cfg")).MainSessionKey()),
        new("canonicalizeMainSessionAlias", input =>
            Naming(input.Get("cfg")).CanonicalMain(input.Text("agentId") ?? "", input.Text("sessionKey") ?? "")),
        new("resolveSessionStoreKey", input =>
            Naming(input.One().Get("config") ?? input.One().Get("cfg")).StoredKey(input.One().Text("sessionKey") ?? "")),
        new("classifySessionKey", input =>
            SessionKinds.Of(input.Arg("key", 0).AsText() ?? "", input.Arg("entry", 1).Text("chatType"))),
        new("parseGroupKey", input => GroupSessionKey.Parse(input.Arg("key", 0).AsText() ?? "") is { } group
            ? new JsonObject { ["channel"] = group.Channel, ["kind"] = group.Kind, ["id"] = group.Id }
            : null),
        new("deriveSessionTitle", Title),
    ];

    public IEnumerable<Difference> Differences => [];

    internal static SessionNaming Naming(JsonElement? config) => new(
        DefaultAgent(config), config.Get("session").Text("mainKey"), config.Get("session").Text("scope") == "global");

    private static string? DefaultAgent(JsonElement? config)
    {
        if (config.Get("agents").Get("list") is not { ValueKind: JsonValueKind.Array } list)
        {
            return null;
        }

        var agents = list.EnumerateArray().ToList();
        var chosen = agents.FindIndex(agent => agent.Flag("default") == true);
        return agents.Count == 0 ? null : agents[Math.Max(chosen, 0)].Text("id");
    }

    private static JsonNode? Parse(JsonElement input) =>
        AgentSessionKey.Parse(input.Text("sessionKey")) is { } key
            ? new JsonObject { ["agentId"] = key.AgentId, ["rest"] = key.Rest }
            : null;

    private static SessionPeer Peer(JsonElement input) =>
        new(input.Text("channel"), input.Text("accountId"), input.Text("peerKind"), input.Id("peerId"));

    private static JsonNode? PeerKey(JsonElement input)
    {
        var links = input.Get("identityLinks") is { } map
            ? map.EnumerateObject().ToDictionary(
                pair => pair.Name, pair => map.Texts(pair.Name) ?? [], StringComparer.Ordinal)
            : null;
        return PeerSessionKeys.Build(
            input.Text("agentId") ?? "", Peer(input), DmScopes.Parse(input.Text("dmScope")), links, input.Text("mainKey"));
    }

    private static JsonNode? Threads(JsonElement input) => new JsonObject
    {
        ["sessionKey"] = ThreadKeys.Build(input.Text("baseSessionKey")!, input.Id("threadId"), input.Flag("useSuffix") ?? true),
        ["parentSessionKey"] = string.IsNullOrWhiteSpace(input.Id("threadId")) ? null : input.Text("parentSessionKey"),
    };

    private static JsonNode? Label(JsonElement input)
    {
        var (label, error) = SessionLabel.Parse(input.Text("raw"));
        return error is null
            ? new JsonObject { ["ok"] = true, ["label"] = label }
            : new JsonObject { ["ok"] = false, ["error"] = error };
    }

    private static GroupOrigin Origin(JsonElement? context) =>
        new(context.Text("From"), context.Text("ChatType"), context.Text("Provider"));

    private static JsonNode? Group(JsonElement? context) =>
        GroupSessionKey.FromOrigin(Origin(context), ChannelIds.IsKnown) is { } group
            ? new JsonObject
            {
                ["key"] = group.Key,
                ["channel"] = group.Channel,
                ["id"] = group.Id,
                ["chatType"] = group.Kind,
            }
            : null;

    private static JsonNode? SessionKey(JsonElement input)
    {
        var naming = new SessionNaming(MainKey: input.Text("mainKey"), IsGlobal: input.Text("scope") == "global");
        var context = input.Get("ctx");
        return naming.KeyOf(context.Text("SessionKey"), Origin(context), ChannelIds.IsKnown);
    }

    private static JsonNode? DisplayName(JsonElement input) => DisplayNameOf(input.One());

    private static JsonNode? DisplayNameOf(JsonElement input) =>
        new GroupDisplayName(
            input.Text("provider"), input.Text("subject"), input.Text("groupChannel"), input.Text("space"),
            input.Text("id"), input.Text("key") ?? "").ToString();

    private static JsonNode? Title(JsonElement input)
    {
        if (input.Arg("entry", 0) is not { } entry)
        {
            return null;
        }

        DateTimeOffset? updatedAt = entry.Number("updatedAt") is { } ms
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)ms)
            : null;
        return SessionTitle.Derive(
            entry.Text("displayName"), entry.Text("subject"), input.Arg("firstUserMessage", 1).AsText(), entry.Text("sessionId"), updatedAt);
    }
}
