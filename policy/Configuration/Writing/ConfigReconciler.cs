using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Loading;

namespace Moltbot.Policy.Configuration.Writing;

/// <summary>
/// Forms send back the loaded document: with defaults, variables filled in and files included. What they left as it was loaded
/// is written as it stood in the text, so that a default is not written down, nor <c>${VAR}</c> replaced by its value.
/// </summary>
internal static class ConfigReconciler
{
    /// <summary>The tree to write.</summary>
    /// <param name="sent">What the writer sent, secrets restored.</param>
    /// <param name="loaded">The document as loaded before.</param>
    /// <param name="written">The text's own tree.</param>
    public static JsonObject Reconcile(JsonObject sent, JsonNode? loaded, JsonNode? written) =>
        Visit(sent, loaded, written) as JsonObject ?? (written as JsonObject)?.DeepClone() as JsonObject ?? [];

    private static JsonNode? Visit(JsonNode? sent, JsonNode? loaded, JsonNode? written)
    {
        if (loaded is not null && JsonNode.DeepEquals(sent, loaded))
            return written?.DeepClone();
        if (sent is not JsonObject shape)
            return sent?.DeepClone();
        var result = new JsonObject();
        if (written is JsonObject text && text[IncludeResolver.Key] is { } include && !shape.ContainsKey(IncludeResolver.Key))
            result[IncludeResolver.Key] = include.DeepClone();
        foreach (var (key, value) in shape)
        {
            var before = (loaded as JsonObject)?[key];
            var stood = (written as JsonObject)?[key];
            var wasWritten = written is JsonObject own && own.ContainsKey(key);
            var next = Visit(value, before, stood);
            // Absent in the text and unchanged since loading: a default, or content of an included file.
            var isDefault = next is null && !wasWritten && before is not null;
            var isEmptied = next is JsonObject { Count: 0 } && !wasWritten && value is JsonObject { Count: > 0 };
            if (!isDefault && !isEmptied)
                result[key] = next;
        }
        return result;
    }
}
