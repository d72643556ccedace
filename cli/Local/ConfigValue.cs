using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Json5;
using Moltbot.Policy.Configuration.Writing;

namespace Moltbot.Cli.Local;

/// <summary>Values for the configuration, and the merge patches (RFC 7396) that put them there.</summary>
internal static class ConfigValue
{
    /// <summary>Reads JSON5; what is none, and does not look like it, is a text: <c>lan</c>, <c>123:ABC</c>.</summary>
    /// <exception cref="CliException">It begins like JSON5 and is none.</exception>
    public static JsonNode? Read(string text)
    {
        try
        {
            return Json5Parser.Parse(text);
        }
        catch (Json5Exception problem)
        {
            return text.TrimStart() is ['{' or '[' or '"' or '\'', ..]
                ? throw CliException.Usage($"the value is no JSON5: {problem.Message}", "quote it for the shell: '{enabled: true}'")
                : JsonValue.Create(text);
        }
    }

    /// <summary>The patch that makes the value at a path exactly this one; null removes it.</summary>
    /// <exception cref="CliException">The path leads through a list, of which a patch cannot change a part.</exception>
    public static JsonObject Patch(JsonNode? written, IReadOnlyList<string> keys, JsonNode? value)
    {
        for (var depth = 1; depth < keys.Count; depth++)
        {
            var head = keys.Take(depth).ToList();
            if (ConfigTree.Get(written, head) is JsonArray)
            {
                throw CliException.Usage($"{string.Join('.', head)} is a list; set the whole list", $"moltbot config get {string.Join('.', head)} shows it");
            }
        }

        var patch = Difference(ConfigTree.Get(written, keys), value);
        foreach (var key in keys.Reverse())
        {
            patch = new JsonObject { [key] = patch };
        }

        return (JsonObject)patch!;
    }

    // A patch merges objects, so what shall be gone has to be named.
    private static JsonNode? Difference(JsonNode? before, JsonNode? after)
    {
        if (after is not JsonObject wanted || before is not JsonObject present)
        {
            return after?.DeepClone();
        }

        var patch = new JsonObject();
        foreach (var (key, _) in present.Where(entry => !wanted.ContainsKey(entry.Key)))
        {
            patch[key] = null;
        }

        foreach (var (key, value) in wanted)
        {
            if (!present.ContainsKey(key) || !JsonNode.DeepEquals(present[key], value))
            {
                patch[key] = Difference(present[key], value);
            }
        }

        return patch;
    }
}
