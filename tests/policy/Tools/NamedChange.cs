using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Moltbot.Policy.Explanations;
using Moltbot.Policy.Tools.Explanations;

namespace Moltbot.Policy.Tests.Tools;

/// <summary>Does to a document what an explanation says, as a person would.</summary>
internal static class NamedChange
{
    internal static void Apply(JsonObject document, ConfigChange change)
    {
        var (owner, key) = Find(document, change.Key);
        if (change.Kind == ConfigChangeKind.Set)
        {
            owner[key] = change.Value.StartsWith('[') ? JsonNode.Parse(change.Value) : change.Value;
            return;
        }

        var list = owner[key] as JsonArray ?? [];
        var entries = list.Select(entry => (string)entry!).ToList();
        if (change.Kind == ConfigChangeKind.Add)
        {
            entries.Add(change.Value);
        }
        else
        {
            entries.Remove(change.Value).ShouldBeTrue($"{change.Value} stands in {change.Key}");
        }

        owner[key] = new JsonArray([.. entries.Select(entry => (JsonNode?)entry)]);
    }

    // a.b["c.d"].list[id].e
    private static (JsonObject Owner, string Key) Find(JsonObject document, string path)
    {
        var at = document;
        var keys = Regex.Matches(path, """\["(?<quoted>[^"]*)"\]|\[(?<id>[^\]]*)\]|(?<plain>[^.\[]+)""", RegexOptions.NonBacktracking).ToList();
        for (var index = 0; index < keys.Count - 1; index++)
        {
            var (quoted, plain) = (keys[index].Groups["quoted"], keys[index].Groups["plain"]);
            var key = quoted.Success ? quoted.Value : plain.Value;
            if (index + 1 < keys.Count && keys[index + 1].Groups["id"] is { Success: true } id)
            {
                at = at[key]!.AsArray().Select(entry => entry!.AsObject()).First(entry => (string?)entry["id"] == id.Value);
                index++;
                continue;
            }

            at[key] ??= new JsonObject();
            at = at[key]!.AsObject();
        }

        var last = keys[^1];
        return (at, last.Groups["quoted"].Success ? last.Groups["quoted"].Value : last.Groups["plain"].Value);
    }
}
