using System.Text.Json.Nodes;

namespace Moltbot.Policy.Tests.Tools.Reference;

/// <summary>The layers of security.md §6 over a raw document, one after the other, looked up anew for every question.</summary>
internal sealed class NaiveToolPolicy(JsonObject document)
{
    private static readonly string[] SandboxAllow =
        "exec process read write edit apply_patch image sessions_list sessions_history sessions_send sessions_spawn session_status".Split(' ');

    private static readonly string[] SandboxDeny =
        "browser canvas nodes cron gateway telegram whatsapp discord googlechat slack signal imessage".Split(' ');

    private static readonly string[] SubagentDeny =
        ("sessions_list sessions_history sessions_send sessions_spawn gateway agents_list whatsapp_login session_status cron "
            + "memory_search memory_get").Split(' ');

    /// <summary>Whether a tool may be used.</summary>
    internal bool Allows(NaiveQuestion question)
    {
        var names = NaiveLists.NamesOf(question.Tool);
        if (names[0] == "")
        {
            return false;
        }

        var layers = Layers(question).Select(layer => (Allow: NaiveLists.Counting(layer.Allow), Deny: NaiveLists.Counting(layer.Deny))).ToList();
        var isFollower = false;
        foreach (var (allow, deny) in layers)
        {
            if (deny.Count > 0 && NaiveLists.Means(deny, names))
            {
                return false;
            }

            if (allow.Count == 0 || NaiveLists.Means(allow, names))
            {
                continue;
            }

            var isTakenAway = allow.Exists(entry => NaiveLists.IsNegation(entry) && NaiveLists.Fits(entry, names));
            if (names[0] != "apply_patch" || isTakenAway || !NaiveLists.Means(allow, ["exec", "bash"]))
            {
                return false;
            }

            isFollower = true;
        }

        return !isFollower || !layers.Exists(layer => layer.Deny.Count > 0 && NaiveLists.Means(layer.Deny, ["exec", "bash"]));
    }

    private IEnumerable<(List<string>? Allow, List<string>? Deny)> Layers(NaiveQuestion question)
    {
        var global = document["tools"] as JsonObject;
        var agent = AgentEntry(question)?["tools"] as JsonObject;
        var globalProvider = ByProvider(global, question);
        var agentProvider = ByProvider(agent, question);

        yield return Profile(agent, global);
        yield return Profile(agentProvider, globalProvider);
        foreach (var scope in new[] { global, globalProvider, agent, agentProvider })
        {
            yield return Scope(scope);
        }

        foreach (var scope in new NaiveGroups(document, agent).Of(question))
        {
            yield return Scope(scope);
        }

        if (IsSandboxed(question))
        {
            yield return Sandbox(global?["sandbox"]?["tools"], agent?["sandbox"]?["tools"]);
            if (OfSandbox(question, "workspaceAccess") == "ro")
            {
                yield return (null, ["write", "edit", "apply_patch"]);
            }
        }

        if (question.IsSubagent)
        {
            var configured = global?["subagents"]?["tools"];
            yield return (null, [.. SubagentDeny]);
            yield return (Texts(configured?["allow"]), Texts(configured?["deny"]));
        }
    }

    private JsonNode? AgentEntry(NaiveQuestion question) =>
        (document["agents"]?["list"] as JsonArray ?? []).FirstOrDefault(entry => (string?)entry!["id"] == question.Agent);

    private static (List<string>? Allow, List<string>? Deny) Profile(JsonObject? agent, JsonObject? global)
    {
        var chosen = agent?["profile"] ?? global?["profile"];
        var also = Texts(agent?["alsoAllow"]) ?? Texts(global?["alsoAllow"]) ?? [];
        var deny = chosen is JsonObject own ? Texts(own["deny"]) : null;
        var allow = chosen is JsonObject ? Scope(chosen).Allow
            : chosen is not null && NaiveLists.Profiles.TryGetValue((string)chosen!, out var tools) ? [.. tools.Split(' ')]
            : null;
        var counting = NaiveLists.Counting(allow);
        if (counting.Count == 0)
        {
            return (null, deny);
        }

        return (counting.TrueForAll(NaiveLists.IsNegation) ? ["*", .. counting, .. also] : [.. counting, .. also], deny);
    }

    // alsoAllow without allow is * and the extras.
    private static (List<string>? Allow, List<string>? Deny) Scope(JsonNode? scope)
    {
        var allow = Texts(scope?["allow"]) ?? [];
        var also = Texts(scope?["alsoAllow"]) ?? [];
        return (also.Count == 0 ? allow : allow.Count == 0 ? ["*", .. also] : [.. allow, .. also], Texts(scope?["deny"]));
    }

    private static JsonObject? ByProvider(JsonObject? tools, NaiveQuestion question)
    {
        if (question.Provider is null || tools?["byProvider"] is not JsonObject map)
        {
            return null;
        }

        var wanted = new List<string>();
        if (question.Model is { } model)
        {
            wanted.Add($"{question.Provider}/{model}".ToLowerInvariant());
            if (model.Contains('/'))
            {
                wanted.Add(model.ToLowerInvariant());
            }
        }

        wanted.Add(question.Provider.ToLowerInvariant());
        return wanted.Select(key => map.LastOrDefault(entry => entry.Key.Trim().ToLowerInvariant() == key).Value as JsonObject)
            .FirstOrDefault(found => found is not null);
    }

    private bool IsSandboxed(NaiveQuestion question)
    {
        var mode = OfSandbox(question, "mode") ?? "off";
        return mode == "all" || (mode == "non-main" && question.SessionKey != $"agent:{question.Agent}:main");
    }

    private string? OfSandbox(NaiveQuestion question, string setting) =>
        (string?)AgentEntry(question)?["sandbox"]?[setting] ?? (string?)document["agents"]?["defaults"]?["sandbox"]?[setting];

    private static (List<string>? Allow, List<string>? Deny) Sandbox(JsonNode? global, JsonNode? agent)
    {
        var allow = Texts(agent?["allow"]) ?? Texts(global?["allow"]) ?? [.. SandboxAllow];
        var deny = Texts(agent?["deny"]) ?? Texts(global?["deny"]) ?? [.. SandboxDeny];
        var namesImage = allow.Concat(deny).Select(entry => entry.Trim().ToLowerInvariant())
            .Any(entry => entry is "image" or "group:openclaw");
        var counting = NaiveLists.Counting(allow);
        return (namesImage || (counting.Count > 0 && counting.TrueForAll(NaiveLists.IsNegation)) ? allow : [.. allow, "image"], deny);
    }

    internal static List<string>? Texts(JsonNode? list) => (list as JsonArray)?.Select(entry => (string)entry!).ToList();
}
