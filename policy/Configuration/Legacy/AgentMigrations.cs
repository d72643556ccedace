using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Legacy;

/// <summary>The section <c>agent</c> became <c>agents.defaults</c> and <c>tools</c>, <c>identity</c> went to the agents' list.</summary>
internal static class AgentMigrations
{
    public static void Defaults(JsonObject document, List<string> changes)
    {
        if (document.Shape("agent") is not { } agent)
            return;
        var defaults = document.Ensure("agents").Ensure("defaults");
        var tools = document.Ensure("tools");
        MoveLists(agent, tools, changes);
        MoveTools(agent, tools, "elevated", "elevated", changes);
        MoveTools(agent, tools, "bash", "exec", changes);
        MovePolicy(agent, tools, "sandbox", changes);
        MovePolicy(agent, tools, "subagents", changes);
        foreach (var key in (ReadOnlySpan<string>)["tools", "elevated", "bash"])
            agent.Remove(key);
        defaults.MergeMissing(agent);
        document.Remove("agent");
        changes.Add("Moved agent → agents.defaults.");
    }

    public static void Identity(JsonObject document, List<string> changes)
    {
        if (document.Shape("identity") is not { } identity)
            return;
        var id = DefaultAgent(document);
        document.Remove("identity");
        var entry = LegacyTree.Agent(LegacyTree.AgentList(document.Ensure("agents")), id);
        changes.Add(entry.TryAdd("identity", identity)
            ? $"Moved identity → agents.list (id \"{id}\").identity."
            : "Removed identity (agents.list identity already set).");
    }

    private static void MoveLists(JsonObject agent, JsonObject tools, List<string> changes)
    {
        foreach (var list in (ReadOnlySpan<string>)["allow", "deny"])
        {
            if (agent.Shape("tools") is { } old && old.ContainsKey(list) && !tools.ContainsKey(list))
            {
                tools[list] = old.Take(list);
                changes.Add($"Moved agent.tools.{list} → tools.{list}.");
            }
        }
    }

    private static void MoveTools(JsonObject agent, JsonObject tools, string key, string newKey, List<string> changes)
    {
        if (agent[key] is JsonObject)
            agent.Move(key, () => tools, newKey, $"agent.{key}", $"tools.{newKey}", changes);
    }

    private static void MovePolicy(JsonObject agent, JsonObject tools, string section, List<string> changes)
    {
        if (agent.Shape(section).Shape("tools") is not { } policy)
            return;
        tools.Ensure(section).Ensure("tools").MergeMissing(policy);
        agent.Shape(section)!.Remove("tools");
        changes.Add($"Moved agent.{section}.tools → tools.{section}.tools.");
    }

    private static string DefaultAgent(JsonObject document)
    {
        var named = document.Shape("agents")?["list"] is JsonArray list
            ? list.OfType<JsonObject>().Where(static entry => entry.Trimmed("id").Length > 0).ToList()
            : [];
        var chosen = named.FirstOrDefault(static entry => Kinds.Flag(entry["default"]) == true);
        if (chosen is not null)
            return chosen.Trimmed("id");
        return named.Count > 0 ? named[0].Trimmed("id") : ConfigIds.MainAgent;
    }
}
