using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Writing;

/// <summary>Reads and changes single values of a document's tree.</summary>
public static class ConfigTree
{
    /// <summary>The value at a path; null when there is none.</summary>
    public static JsonNode? Get(JsonNode? root, IReadOnlyList<string> keys)
    {
        var node = root;
        foreach (var key in keys)
        {
            if (node is not JsonObject shape || !shape.TryGetPropertyValue(key, out node))
                return null;
        }
        return node;
    }

    /// <summary>Stores a value; what is on the way and no object is replaced by one.</summary>
    public static void Set(JsonObject root, IReadOnlyList<string> keys, JsonNode? value)
    {
        var shape = root;
        foreach (var key in keys.SkipLast(1))
        {
            if (shape[key] is not JsonObject next)
                shape[key] = next = [];
            shape = next;
        }
        shape[keys[^1]] = value;
    }

    /// <summary>Removes a value and the objects it leaves empty; false when there was none.</summary>
    public static bool Unset(JsonObject root, IReadOnlyList<string> keys)
    {
        var parents = new Stack<(JsonObject Shape, string Key)>();
        var shape = root;
        foreach (var key in keys.SkipLast(1))
        {
            if (shape[key] is not JsonObject next)
                return false;
            parents.Push((shape, key));
            shape = next;
        }
        if (!shape.Remove(keys[^1]))
            return false;
        while (parents.TryPop(out var parent) && parent.Shape[parent.Key] is JsonObject { Count: 0 })
            parent.Shape.Remove(parent.Key);
        return true;
    }
}
