using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Moltbot.Conformance.Golden;

/// <summary>Compares a frame with a recorded one: by structure; a missing key and null are equal.</summary>
internal sealed partial class GoldenMatch(GoldenTarget target)
{
    /// <summary>The first mismatch, null when the value is one that was recorded.</summary>
    internal string? Compare(JsonNode? recorded, JsonNode? actual, string path = "", bool byType = false)
    {
        var key = path[(path.LastIndexOf('/') + 1)..];
        return (recorded, actual) switch
        {
            (null, null) => null,
            (JsonObject left, JsonObject right) => CompareObjects(left, right, path, byType),
            (JsonArray left, JsonArray right) => CompareLists(left, right, path, key, byType),
            (JsonValue left, JsonValue right) => CompareValues(left, right, path, byType || IsByType(path, key)),
            _ when byType || IsByType(path, key) => null,
            _ => Mismatch(path, recorded, actual),
        };
    }

    /// <summary>Compares with a frame of which only types were kept.</summary>
    internal string? CompareShape(JsonNode? shape, JsonNode? actual, string path = "")
    {
        if (shape is JsonObject keys && actual is JsonObject map)
        {
            return keys
                .Where(pair => map[pair.Key] is not null)
                .Select(pair => CompareShape(pair.Value, map[pair.Key], $"{path}/{pair.Key}"))
                .FirstOrDefault(mismatch => mismatch is not null);
        }

        if (shape is JsonArray { Count: > 0 } items && actual is JsonArray list)
        {
            return list
                .Select((item, index) => CompareShape(items[0], item, $"{path}/{index}"))
                .FirstOrDefault(mismatch => mismatch is not null);
        }

        var isRight = shape switch
        {
            JsonArray => actual is JsonArray,
            JsonObject => actual is JsonObject,
            _ => (string?)shape switch
            {
                "string" => actual?.GetValueKind() is JsonValueKind.String,
                "number" => actual?.GetValueKind() is JsonValueKind.Number,
                "boolean" => actual?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
                _ => true,
            },
        };
        return isRight ? null : Mismatch(path, shape, actual);
    }

    private string? CompareObjects(JsonObject recorded, JsonObject actual, string path, bool byType)
    {
        foreach (var key in recorded.Select(pair => pair.Key).Union(actual.Select(pair => pair.Key), StringComparer.Ordinal))
        {
            var (left, right) = (recorded[key], actual[key]);
            var mayBeMissing = GoldenRules.Optional.Contains(key) || byType;
            if ((left is null || right is null) && mayBeMissing)
            {
                continue;
            }

            if (Compare(left, right, $"{path}/{key}", byType) is { } mismatch)
            {
                return mismatch;
            }
        }

        return null;
    }

    private string? CompareLists(JsonArray recorded, JsonArray actual, string path, string key, bool byType)
    {
        if (byType || GoldenRules.StateLists.Contains(key))
        {
            return recorded.Count == 0
                ? null
                : actual
                    .Select((item, index) => (item, index))
                    .Where(each => !recorded.Any(element => Compare(element, each.item, $"{path}/0", byType: true) is null))
                    .Select(each => $"at {path}/{each.index}: {Show(each.item)} looks like none of the recorded elements")
                    .FirstOrDefault();
        }

        var shown = recorded.Count;
        var count = recorded.Count;
        if (shown > 0 && recorded[shown - 1] is JsonValue last && last.GetValueKind() is JsonValueKind.String
            && CutList().Match((string)last!) is { Success: true } cut)
        {
            shown--;
            count = int.Parse(cut.Groups["count"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
        }

        if (actual.Count != count)
        {
            return $"at {path}: expected {count} elements, but got {actual.Count}: {Show(actual)}";
        }

        for (var i = 0; i < shown; i++)
        {
            if (Compare(recorded[i], actual[i], $"{path}/{i}", byType) is { } mismatch)
            {
                return mismatch;
            }
        }

        return null;
    }

    private string? CompareValues(JsonValue recorded, JsonValue actual, string path, bool byType)
    {
        var (left, right) = (recorded.GetValueKind(), actual.GetValueKind());
        if (left is JsonValueKind.String && GoldenText.IsNumber((string)recorded!))
        {
            return right is JsonValueKind.Number ? null : Mismatch(path, recorded, actual);
        }

        if (byType)
        {
            var bothFlags = left is JsonValueKind.True or JsonValueKind.False && right is JsonValueKind.True or JsonValueKind.False;
            return left == right || bothFlags ? null : Mismatch(path, recorded, actual);
        }

        var isSame = left == right && left switch
        {
            JsonValueKind.String => GoldenText.Matches((string)recorded!, (string)actual!, target),
            _ => CaseComparison.AreEqual(recorded, actual),
        };
        return isSame ? null : Mismatch(path, recorded, actual);
    }

    private static bool IsByType(string path, string key) =>
        GoldenRules.ByType.Contains(key)
        || path is "/seq" || path.StartsWith("/stateVersion", StringComparison.Ordinal)
        || (GoldenRules.StateCounts.Contains(key) && (path.Contains("/stateVersion/", StringComparison.Ordinal) || key == "count"))
        || (GoldenRules.ByTypeInPresence.Contains(key) && path.Contains("/presence/", StringComparison.Ordinal));

    private static string Mismatch(string path, JsonNode? recorded, JsonNode? actual) =>
        $"at {(path.Length > 0 ? path : "root")}: expected {Show(recorded)}, but got {Show(actual)}";

    private static string Show(JsonNode? node)
    {
        const int longest = 400;
        var text = node?.ToJsonString() ?? "nothing";
        return text.Length > longest ? text[..longest] + "…" : text;
    }

    [GeneratedRegex(@"^…\((?<count>\d+) items\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CutList();
}
