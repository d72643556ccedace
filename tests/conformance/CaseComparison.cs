using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Conformance;

/// <summary>
/// Compares an answer with what a case expects: by structure; a missing property and null are equal. <c>{set:[…]}</c> has no
/// order, and our answer to it may be a list; <c>{map:[[key,value],…]}</c> may be answered by an object.
/// </summary>
public static class CaseComparison
{
    /// <summary>Whether the answer is the expected one.</summary>
    public static bool AreEqual(JsonNode? expected, JsonNode? actual) => (expected, actual) switch
    {
        (null, null) => true,
        (JsonObject, _) when Wrapped(expected, "set") is { } left && (Wrapped(actual, "set") ?? actual as JsonArray) is { } right => SetsEqual(left, right),
        (JsonObject, _) when Wrapped(expected, "map") is { } left && (Wrapped(actual, "map") ?? PairsOf(actual)) is { } right => SetsEqual(left, right),
        (JsonObject left, JsonObject right) => ObjectsEqual(left, right),
        (JsonArray left, JsonArray right) =>
            left.Count == right.Count && left.Zip(right).All(pair => AreEqual(pair.First, pair.Second)),
        (JsonValue left, JsonValue right) => ValuesEqual(left, right),
        _ => false,
    };

    private static bool ObjectsEqual(JsonObject left, JsonObject right) =>
        left.Select(pair => pair.Key).Union(right.Select(pair => pair.Key), StringComparer.Ordinal)
            .All(key => AreEqual(left[key], right[key]));

    private static bool SetsEqual(JsonArray left, JsonArray right) =>
        left.Count == right.Count && left.All(item => right.Any(other => AreEqual(item, other)));

    private static JsonArray? Wrapped(JsonNode? node, string kind) => node is JsonObject { Count: 1 } map ? map[kind] as JsonArray : null;

    private static JsonArray? PairsOf(JsonNode? node) => node is JsonObject map
        ? [.. map.Select(pair => new JsonArray(pair.Key, pair.Value?.DeepClone()))]
        : null;

    private static bool ValuesEqual(JsonValue left, JsonValue right)
    {
        if (left.GetValueKind() != right.GetValueKind())
        {
            return false;
        }

        return left.GetValueKind() switch
        {
            JsonValueKind.String => string.Equals(left.ToString(), right.ToString(), StringComparison.Ordinal),
            JsonValueKind.Number => NumberOf(left).Equals(NumberOf(right)),
            _ => true,
        };
    }

    private static double NumberOf(JsonValue value) =>
        double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
}
