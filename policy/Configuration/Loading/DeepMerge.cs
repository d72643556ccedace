using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Loading;

/// <summary>Joins included files: objects key by key, lists one after the other, anything else is replaced.</summary>
internal static class DeepMerge
{
    public static JsonNode? Merge(JsonNode? target, JsonNode? source)
    {
        if (target is JsonArray first && source is JsonArray second)
            return new JsonArray([.. first.Concat(second).Select(static item => item?.DeepClone())]);
        if (target is not JsonObject into || source is not JsonObject from)
            return source?.DeepClone();
        var result = (JsonObject)into.DeepClone();
        foreach (var (key, value) in from)
            result[key] = result.TryGetPropertyValue(key, out var existing) ? Merge(existing, value) : value?.DeepClone();
        return result;
    }
}
