namespace Moltbot.Policy.Configuration.Views;

/// <summary>When a session starts anew.</summary>
/// <param name="Mode"><c>daily</c> or <c>idle</c>; null when not set.</param>
/// <param name="AtHour">Local hour of a daily reset, 0–23.</param>
/// <param name="IdleMinutes">Minutes of silence.</param>
public sealed record ResetRuleConfig(string? Mode, int? AtHour, int? IdleMinutes)
{
    internal static ResetRuleConfig? From(ConfigSection section) => section.Exists
        ? new(section.String("mode"), section.Int("atHour"), section.Int("idleMinutes"))
        : null;

    internal static IReadOnlyDictionary<string, ResetRuleConfig> Map(ConfigSection parent, string key)
    {
        var rules = new Dictionary<string, ResetRuleConfig>(StringComparer.Ordinal);
        foreach (var (name, value) in parent.Entries(key))
        {
            if (From(new ConfigSection(value)) is { } rule)
                rules[name] = rule;
        }
        return rules;
    }
}
