using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Conformance.Golden;

/// <summary>Streamed answers over HTTP: how their text is cut into pieces is up to time, so pieces in a row count as one.</summary>
internal static class GoldenStream
{
    /// <summary>The events with their pieces put together; others as they are.</summary>
    internal static JsonArray Joined(JsonArray events)
    {
        var joined = new JsonArray();
        foreach (var each in events)
        {
            var last = joined.Count > 0 ? joined[^1] : null;
            if (PieceOf(last) is { } before && PieceOf(each) is { } piece && last!["event"]?.ToString() == each!["event"]?.ToString())
            {
                before.Owner[before.Key] = before.Text + piece.Text;
            }
            else
            {
                joined.Add(each?.DeepClone());
            }
        }

        return joined;
    }

    // Chat completions keep it in choices[0].delta.content, responses in delta.
    private static (JsonObject Owner, string Key, string Text)? PieceOf(JsonNode? each) =>
        (each as JsonObject)?["data"] is not JsonObject data ? null
        : data["choices"] is JsonArray { Count: > 0 } choices && choices[0]?["delta"] is JsonObject delta ? TextOf(delta, "content")
        : TextOf(data, "delta");

    private static (JsonObject Owner, string Key, string Text)? TextOf(JsonObject owner, string key) =>
        owner[key] is JsonValue text && text.GetValueKind() is JsonValueKind.String ? (owner, key, (string)text!) : null;
}
