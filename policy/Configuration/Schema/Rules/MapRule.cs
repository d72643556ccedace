using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Schema.Rules;

/// <summary>An object whose keys are names that the document gives.</summary>
internal sealed class MapRule(Rule item) : Rule
{
    /// <summary>Which names are allowed; null for all.</summary>
    public Func<string, bool>? AcceptsKey { get; init; }

    public override JsonNode? Apply(JsonNode? value, string path, Inspection inspection)
    {
        if (value is not JsonObject map)
        {
            WrongKind(inspection, path, "record", value);
            return value;
        }
        foreach (var key in map.Select(static entry => entry.Key).ToList())
        {
            var place = Inspection.Join(path, key);
            if (AcceptsKey is not null && !AcceptsKey(key))
            {
                inspection.Report(place, "Invalid key in record", fatal: true);
                continue;
            }
            var stored = item.Apply(map[key], place, inspection);
            if (!ReferenceEquals(stored, map[key]))
                map[key] = stored;
        }
        return map;
    }

    public override JsonObject Describe() => new() { ["type"] = "object", ["additionalProperties"] = item.Describe() };
}
