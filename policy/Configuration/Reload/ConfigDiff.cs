using System.Text.Json;

namespace Moltbot.Policy.Configuration.Reload;

/// <summary>Which keys differ between two documents.</summary>
public static class ConfigDiff
{
    /// <summary>The path of two documents that differ as a whole.</summary>
    public const string Root = "<root>";

    /// <summary>
    /// The paths of the smallest parts that differ, objects looked into, anything else compared as a whole. An absent key and
    /// null differ.
    /// </summary>
    public static IReadOnlyList<string> Paths(JsonElement before, JsonElement after)
    {
        var paths = new List<string>();
        Collect(before, after, "", paths);
        return paths;
    }

    private static void Collect(JsonElement before, JsonElement after, string path, List<string> paths)
    {
        if (before.ValueKind != JsonValueKind.Object || after.ValueKind != JsonValueKind.Object)
        {
            if (!AreSame(before, after))
                paths.Add(path.Length == 0 ? Root : path);
            return;
        }
        var keys = before.EnumerateObject().Concat(after.EnumerateObject()).Select(static entry => entry.Name).Distinct(StringComparer.Ordinal);
        foreach (var key in keys)
            Collect(Value(before, key), Value(after, key), path.Length == 0 ? key : $"{path}.{key}", paths);
    }

    private static JsonElement Value(JsonElement shape, string key) => shape.TryGetProperty(key, out var value) ? value : default;

    private static bool AreSame(JsonElement before, JsonElement after) =>
        before.ValueKind == after.ValueKind && (before.ValueKind == JsonValueKind.Undefined || JsonElement.DeepEquals(before, after));
}
