using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Writing;

/// <summary>RFC 7396: objects are merged key by key, null removes a key, everything else replaces.</summary>
public static class MergePatch
{
    /// <summary>The patched value; neither argument is changed.</summary>
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
            return patch?.DeepClone();
        var result = target is JsonObject existing ? (JsonObject)existing.DeepClone() : [];
        foreach (var (key, value) in changes)
        {
            if (value is null)
                result.Remove(key);
            else
                result[key] = Apply(result[key], value);
        }
        return result;
    }
}
