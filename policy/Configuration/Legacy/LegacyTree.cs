using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Legacy;

/// <summary>Moves parts of a tree about.</summary>
internal static class LegacyTree
{
    public static JsonObject? Shape(this JsonObject? parent, string key) => parent?[key] as JsonObject;

    /// <summary>The object at a key; made when there is none.</summary>
    public static JsonObject Ensure(this JsonObject parent, string key)
    {
        if (parent[key] is JsonObject existing)
            return existing;
        var created = new JsonObject();
        parent[key] = created;
        return created;
    }

    /// <summary>Takes a value out; null when there is none (or it is null).</summary>
    public static JsonNode? Take(this JsonObject parent, string key)
    {
        if (!parent.TryGetPropertyValue(key, out var value))
            return null;
        parent.Remove(key);
        return value;
    }

    /// <summary>
    /// Moves a key to another object and says so; what is already there stays. Nothing happens when the key is absent.
    /// </summary>
    public static void Move(this JsonObject from, string key, Func<JsonObject> to, string newKey, string oldPath, string newPath, List<string> changes)
    {
        if (!from.ContainsKey(key))
            return;
        var target = to();
        var value = from.Take(key);
        if (target.ContainsKey(newKey))
        {
            changes.Add($"Removed {oldPath} ({newPath} already set).");
            return;
        }
        target[newKey] = value;
        changes.Add($"Moved {oldPath} → {newPath}.");
    }

    /// <summary>Adds what <paramref name="target"/> lacks, objects key by key.</summary>
    public static void MergeMissing(this JsonObject target, JsonObject source)
    {
        foreach (var (key, value) in source)
        {
            if (!target.TryGetPropertyValue(key, out var existing))
                target[key] = value?.DeepClone();
            else if (existing is JsonObject into && value is JsonObject from)
                into.MergeMissing(from);
        }
    }

    /// <summary>Removes an object that became empty.</summary>
    public static void DropIfEmpty(this JsonObject parent, string key)
    {
        if (parent[key] is JsonObject { Count: 0 })
            parent.Remove(key);
    }

    public static string Trimmed(this JsonObject? shape, string key) => Kinds.Text(shape?[key])?.Trim() ?? "";

    /// <summary>The entry of <c>agents.list</c> with this id; made when there is none.</summary>
    public static JsonObject Agent(JsonArray list, string id)
    {
        var existing = list.OfType<JsonObject>().FirstOrDefault(entry => entry.Trimmed("id") == id.Trim());
        if (existing is not null)
            return existing;
        var created = new JsonObject { ["id"] = id.Trim() };
        list.Add(created);
        return created;
    }

    /// <summary>The agents' list, put into the tree when it was not there.</summary>
    public static JsonArray AgentList(JsonObject agents)
    {
        if (agents["list"] is JsonArray list)
            return list;
        var created = new JsonArray();
        agents["list"] = created;
        return created;
    }
}
