using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Conformance;

/// <summary>Compares an answer with what a case expects: by structure; a missing property and null are equal.</summary>
public static class CaseComparison
{
    /// <summary>Whether the answer is the expected one.</summary>
    public static bool AreEqual(JsonNode? expected, JsonNode? actual) => (expected, actual) switch
    {
        (null, null) => true,
        (JsonObject left, JsonObject right) => ObjectsEqual(left, right),
        (JsonArray left, JsonArray right) =>
            left.Count == right.Count && left.Zip(right).All(pair => AreEqual(pair.First, pair.Second)),
        (JsonValue left, JsonValue right) => ValuesEqual(left, right),
        _ => false,
    };

    private static bool ObjectsEqual(JsonObject left, JsonObject right)
    {
        if (left.Count == 1 && right.Count == 1 && left["set"] is JsonArray leftSet && right["set"] is JsonArray rightSet)
        {
            return leftSet.Count == rightSet.Count && leftSet.All(item => rightSet.Any(other => AreEqual(item, other)));
        }

        return left.Select(pair => pair.Key).Union(right.Select(pair => pair.Key), StringComparer.Ordinal)
            .All(key => AreEqual(left[key], right[key]));
    }

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
