using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Schema.Rules;

/// <summary>An object whose keys are names that the document gives.</summary>
internal sealed class MapRule(Rule item) : Rule
{
    public Rule Item { get; } = item;

    /// <summary>Which names are allowed; null for all.</summary>
    public Func<string, bool>? AcceptsKey { get; init; }

    /// <summary>Which names are allowed, in words; null where the original's words have to do.</summary>
    public string? KeyForm { get; init; }

    /// <summary>
    /// Whether items are laid over the object around this map. Such an item gets no defaults, which would hide what the outer
    /// object says: an account without a <c>dmPolicy</c> has its channel's, not the default. (The original fills them in.)
    /// </summary>
    public bool IsOverlay { get; init; }

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
                inspection.Report(place, KeyForm ?? "Invalid key in record", fatal: true);
                continue;
            }
            var stored = IsOverlay && inspection.Additions
                ? inspection.WithoutDefaults(() => Item.Apply(map[key], place, inspection))
                : Item.Apply(map[key], place, inspection);
            if (!ReferenceEquals(stored, map[key]))
                map[key] = stored;
        }
        return map;
    }

    public override JsonObject Describe() => new() { ["type"] = "object", ["additionalProperties"] = Item.Describe() };
}
