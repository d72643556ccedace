using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Loading;

/// <summary>Expands <c>~</c> in values whose key says they are paths.</summary>
internal static class HomePaths
{
    private static readonly string[] Endings = ["dir", "path", "paths", "file", "root", "workspace"];

    /// <summary>Changes <paramref name="document"/>; nothing happens when the home folder is not known.</summary>
    public static void Expand(JsonNode? document, string? home)
    {
        if (home is not null)
            Visit(document, home);
    }

    private static void Visit(JsonNode? node, string home)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
                Visit(item, home);
        }
        if (node is not JsonObject shape)
            return;
        foreach (var key in shape.Select(static entry => entry.Key).ToList())
        {
            if (IsPath(key) && Expanded(shape[key], home) is { } path)
                shape[key] = path;
            else if (key is "paths" or "pathPrepend" && shape[key] is JsonArray paths)
                ExpandList(paths, home);
            else
                Visit(shape[key], home);
        }
    }

    private static void ExpandList(JsonArray paths, string home)
    {
        for (var index = 0; index < paths.Count; index++)
        {
            if (Expanded(paths[index], home) is { } path)
                paths[index] = path;
        }
    }

    private static bool IsPath(string key) => Endings.Any(ending => key.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static JsonValue? Expanded(JsonNode? value, string home) =>
        Kinds.Text(value)?.Trim() is { } text && (text == "~" || text.StartsWith("~/", StringComparison.Ordinal))
            ? JsonValue.Create(ConfigPaths.Resolve(text, home))
            : null;
}
