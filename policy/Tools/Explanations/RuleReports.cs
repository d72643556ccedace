using Moltbot.Policy.Explanations;
using Moltbot.Policy.Tools.Patterns;
using Moltbot.Policy.Tools.Rules;

namespace Moltbot.Policy.Tools.Explanations;

/// <summary>What the rules that hold say of one tool.</summary>
internal sealed class RuleReports
{
    private readonly string _tool;
    private readonly IReadOnlyList<string> _names;
    private readonly IReadOnlyList<ToolRule> _rules;
    private readonly ToolVocabulary _vocabulary;
    private readonly bool _followsExec;

    /// <param name="tool">The tool, normalised.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="vocabulary">What their entries may name.</param>
    public RuleReports(string tool, IReadOnlyList<ToolRule> rules, ToolVocabulary vocabulary)
    {
        (_tool, _rules, _vocabulary, _names) = (tool, rules, vocabulary, ToolRule.NamesOf(tool));
        _followsExec = rules.Any(rule => RulingOf(rule) == ToolRuling.AllowedWithExec);
    }

    /// <summary>The reports of one layer; empty when it has no rule.</summary>
    public IReadOnlyList<ToolLayerReport> Of(ToolLayer layer) => [.. _rules.Where(rule => rule.Layer == layer).Select(Report)];

    private ToolRuling RulingOf(ToolRule rule) => _vocabulary.TryNumber(_tool, out var number) ? rule.Judge(number) : rule.JudgeUnknown(_tool);

    private ToolLayerReport Report(ToolRule rule)
    {
        var ruling = RulingOf(rule);
        return rule.Problem is { } problem ? new(rule.Layer, RuleWord.Refuses, $"it cannot be read: {problem}", rule.Key)
            : rule.Release is { } release ? OfSetting(rule, ruling, release)
            : ruling == ToolRuling.Refused ? Refusal(rule)
            : _followsExec && rule.DeniesExec ? Denial(rule, ToolNames.Exec, $"{_tool} is allowed only because exec is, and this denies exec")
            : Permission(rule, ruling);
    }

    private static ToolLayerReport OfSetting(ToolRule rule, ToolRuling ruling, ConfigChange release) => ruling == ToolRuling.Refused
        ? new(rule.Layer, RuleWord.Refuses, $"{rule.Key} takes it away", rule.Key, Change: release)
        : new(rule.Layer, RuleWord.Allows, $"{rule.Key} does not take it away", rule.Key);

    private ToolLayerReport Refusal(ToolRule rule)
    {
        if (rule.Deny?.Matches(_names) ?? false)
        {
            return Denial(rule, _tool, reason: null);
        }

        if (rule.Allow is { } allow && allow.Names(_names) && allow.Deciding(_names, _vocabulary) is { } taken)
        {
            return new(
                rule.Layer, RuleWord.Refuses, $"{taken.Text} takes it away from {taken.Key}", taken.Key, taken.Text,
                new(ConfigChangeKind.Remove, taken.Key, taken.Text));
        }

        var entries = rule.Allow!.Entries;
        var change = rule.AllowKey is null ? new ConfigChange(ConfigChangeKind.Set, rule.Key, ToolProfiles.Full)
            : entries[0].IsBuiltIn ? Replacement(rule.AllowKey, entries.Select(static entry => entry.Text).Append(_tool))
            : new ConfigChange(ConfigChangeKind.Add, rule.AllowKey, _tool);
        return new(rule.Layer, RuleWord.Refuses, $"{entries[0].Key} does not name it", entries[0].Key, Change: change);
    }

    // An entry that names the tool alone is removed; what names others too gets an exception.
    private ToolLayerReport Denial(ToolRule rule, string denied, string? reason)
    {
        var entry = rule.Deny?.Deciding(ToolRule.NamesOf(denied), _vocabulary);
        if (rule.DenyKey is not { } key)
        {
            return new(rule.Layer, RuleWord.Refuses, "no sub-agent may use it; no key changes that", Entry: entry?.Text);
        }

        var change = entry is { IsBuiltIn: true } ? Replacement(key, rule.Deny!.Entries.Where(each => each != entry).Select(static each => each.Text))
            : entry is { } named && ToolNames.Normalize(named.Text) == denied
            ? new ConfigChange(ConfigChangeKind.Remove, key, named.Text)
            : new ConfigChange(ConfigChangeKind.Add, key, $"!{denied}");
        var why = entry is null ? $"{key} denies everything that it does not except" : $"{entry.Value.Text} in {key} denies it";
        return new(rule.Layer, RuleWord.Refuses, reason ?? why, key, entry?.Text, change);
    }

    private ToolLayerReport Permission(ToolRule rule, ToolRuling ruling)
    {
        var isBuiltIn = rule.Deny?.Entries[0].IsBuiltIn ?? false;
        var change = rule.DenyKey is null || isBuiltIn ? null : new ConfigChange(ConfigChangeKind.Add, rule.DenyKey, _tool);
        if (rule.Allow is null)
        {
            var place = rule.Key == SubagentTools.BuiltIn ? "what is denied to all sub-agents" : rule.DenyKey ?? rule.Key;
            return new(rule.Layer, RuleWord.Allows, $"{place} does not name it", rule.DenyKey, Change: change);
        }

        ToolEntry? entry = rule.Allow.Deciding(ruling == ToolRuling.AllowedWithExec ? ToolRule.NamesOf(ToolNames.Exec) : _names, _vocabulary);
        var key = entry?.Key ?? rule.Allow.Entries[0].Key;
        var reason = ruling == ToolRuling.AllowedWithExec ? $"it comes with exec, which {key} allows"
            : entry is null ? $"{key} allows everything that it does not take away"
            : $"{entry.Value.Text} in {key} allows it";
        return new(rule.Layer, RuleWord.Allows, reason, key, entry?.Text, change);
    }

    // A built-in list is no list to add to: once its key is set, it is gone.
    private static ConfigChange Replacement(string key, IEnumerable<string> entries) =>
        new(ConfigChangeKind.Set, key, $"[{string.Join(", ", entries.Select(static entry => $"\"{entry}\""))}]");
}
