using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Legacy;

/// <summary>The section <c>routing</c> was split up.</summary>
internal static class RoutingMigrations
{
    public static void Agents(JsonObject document, List<string> changes)
    {
        if (document.Shape("routing") is not { } routing)
            return;
        var agents = document.Ensure("agents");
        var list = LegacyTree.AgentList(agents);
        if (routing.Take("agents") is JsonObject old)
        {
            foreach (var (id, entry) in old)
            {
                if (id.Trim().Length > 0 && entry is JsonObject settings)
                    MoveAgent(list, id.Trim(), (JsonObject)settings.DeepClone(), changes);
            }
            changes.Add("Moved routing.agents → agents.list.");
        }
        MoveDefaultAgent(routing, list, changes);
        if (list.Count == 0)
            agents.Remove("list");
    }

    public static void Rest(JsonObject document, List<string> changes)
    {
        if (document.Shape("routing") is not { } routing)
            return;
        routing.Move("bindings", () => document, "bindings", "routing.bindings", "bindings", changes);
        routing.Move("agentToAgent", () => document.Ensure("tools"), "agentToAgent", "routing.agentToAgent", "tools.agentToAgent", changes);
        routing.Move("queue", () => document.Ensure("messages"), "queue", "routing.queue", "messages.queue", changes);
        if (routing.Shape("groupChat") is { } groupChat)
        {
            foreach (var key in (ReadOnlySpan<string>)["historyLimit", "mentionPatterns"])
                groupChat.Move(key, () => document.Ensure("messages").Ensure("groupChat"), key, $"routing.groupChat.{key}", $"messages.groupChat.{key}", changes);
            routing.DropIfEmpty("groupChat");
        }
        AudioMigrations.MoveTranscription(document, routing, "transcribeAudio", "routing.transcribeAudio", changes);
        document.DropIfEmpty("routing");
    }

    private static void MoveAgent(JsonArray list, string id, JsonObject settings, List<string> changes)
    {
        var target = LegacyTree.Agent(list, id);
        var place = $"agents.list (id \"{id}\")";
        if (settings.ContainsKey("mentionPatterns"))
        {
            var patterns = settings.Take("mentionPatterns");
            var isNew = target.Ensure("groupChat").TryAdd("mentionPatterns", patterns);
            changes.Add(isNew
                ? $"Moved routing.agents.{id}.mentionPatterns → {place}.groupChat.mentionPatterns."
                : $"Removed routing.agents.{id}.mentionPatterns (agents.list groupChat mentionPatterns already set).");
        }
        if (settings.Take("groupChat") is JsonObject groupChat)
            target.Ensure("groupChat").MergeMissing(groupChat);
        if (settings.Shape("sandbox") is { } sandbox && sandbox["tools"] is JsonObject tools)
        {
            target.Ensure("tools").Ensure("sandbox").Ensure("tools").MergeMissing(tools);
            sandbox.Remove("tools");
            changes.Add($"Moved routing.agents.{id}.sandbox.tools → {place}.tools.sandbox.tools.");
        }
        target.MergeMissing(settings);
    }

    private static void MoveDefaultAgent(JsonObject routing, JsonArray list, List<string> changes)
    {
        var id = routing.Trimmed("defaultAgentId");
        if (id.Length == 0)
            return;
        routing.Remove("defaultAgentId");
        if (list.OfType<JsonObject>().Any(static entry => Kinds.Flag(entry["default"]) == true))
        {
            changes.Add("Removed routing.defaultAgentId (agents.list default already set).");
            return;
        }
        LegacyTree.Agent(list, id)["default"] = true;
        changes.Add($"Moved routing.defaultAgentId → agents.list (id \"{id}\").default.");
    }
}
