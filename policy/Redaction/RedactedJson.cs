using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Writing;

namespace Moltbot.Policy.Redaction;

/// <summary>Takes secrets out of a JSON text, text by text, so that it stays JSON: a pattern knows nothing of where a text ends.</summary>
internal static class RedactedJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text with the texts inside it redacted, and those whose key says that they are secrets; as it is when it is no JSON.</summary>
    public static string? Of(string json, Func<string, string> redact)
    {
        try
        {
            var before = JsonNode.Parse(json);
            var after = Redacted(before, "", "", redact);
            return ReferenceEquals(before, after) ? json : after!.ToJsonString(Plain);
        }
        catch (Exception none) when (none is JsonException or ArgumentException)
        {
            // No JSON, or a key stands in it twice.
            return null;
        }
    }

    // The same node where nothing changed.
    private static JsonNode? Redacted(JsonNode? node, string container, string key, Func<string, string> redact)
    {
        switch (node)
        {
            case JsonObject shape:
                var properties = shape.Select(each => KeyValuePair.Create(each.Key, Redacted(each.Value, key, each.Key, redact))).ToList();
                return properties.Zip(shape, static (after, before) => ReferenceEquals(after.Value, before.Value)).All(static same => same)
                    ? node
                    : new JsonObject(properties.Select(static each => KeyValuePair.Create(each.Key, Free(each.Value))));
            case JsonArray list:
                var items = list.Select(each => Redacted(each, container, key, redact)).ToList();
                return items.Zip(list, ReferenceEquals).All(static same => same) ? node : new JsonArray([.. items.Select(Free)]);
            case JsonValue value when value.GetValueKind() is JsonValueKind.String:
                var text = value.GetValue<string>();
                var safe = SecretKeys.IsSecret(container, key, value) ? "***" : redact(text);
                return safe == text ? node : JsonValue.Create(safe);
            default:
                return node;
        }
    }

    private static JsonNode? Free(JsonNode? node) => node?.Parent is null ? node : node.DeepClone();
}
