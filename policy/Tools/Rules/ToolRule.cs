using Moltbot.Policy.Explanations;
using Moltbot.Policy.Tools.Patterns;

namespace Moltbot.Policy.Tools.Rules;

/// <summary>
/// One allow list and one deny list, compiled: what is denied is refused; without an allow list all else is allowed, with one
/// only what it names. <c>apply_patch</c> follows <c>exec</c> into an allow list. Immutable.
/// </summary>
internal sealed class ToolRule
{
    private readonly ToolRuling[] _rulings;

    private ToolRule(ToolLayer layer, string key, ToolPatterns? allow, ToolPatterns? deny, string? problem, ToolVocabulary vocabulary)
    {
        (Layer, Key, Allow, Deny, Problem) = (layer, key, allow, deny, problem);
        DeniesExec = problem is not null || (deny?.Matches(NamesOf(ToolNames.Exec)) ?? false);
        _rulings = [.. vocabulary.Tools.Select(tool => JudgeNames(NamesOf(tool)))];
    }

    public ToolLayer Layer { get; }

    /// <summary>The place of the lists in the configuration.</summary>
    public string Key { get; }

    /// <summary>The list that an entry is added to so that the rule allows it; null when no list does that.</summary>
    public string? AllowKey { get; private init; }

    /// <summary>The list that an entry is added to so that the rule denies it; null when no list does that.</summary>
    public string? DenyKey { get; private init; }

    /// <summary>What turns it round where a setting says it and no list; null for lists.</summary>
    public ConfigChange? Release { get; private init; }

    /// <summary>What it allows; null when it leaves that open.</summary>
    public ToolPatterns? Allow { get; }

    /// <summary>What it denies; null for nothing.</summary>
    public ToolPatterns? Deny { get; }

    /// <summary>Why the lists cannot be read; then the rule refuses everything.</summary>
    public string? Problem { get; }

    /// <summary>Whether it denies <c>exec</c>.</summary>
    public bool DeniesExec { get; }

    /// <summary>Whether it restricts nothing.</summary>
    public bool IsSilent => Problem is null && Allow is null && Deny is null;

    /// <summary>The rule of two lists; null or without entries, a list restricts nothing.</summary>
    /// <param name="layer">Whose rule it is.</param>
    /// <param name="key">The place of the lists in the configuration; empty for built-in ones that no key changes.</param>
    /// <param name="allow">The allow list.</param>
    /// <param name="deny">The deny list.</param>
    /// <param name="vocabulary">What entries may name.</param>
    /// <param name="allowKey">The place of the allow list, where it is another's.</param>
    /// <param name="denyKey">The place of the deny list, where it is another's.</param>
    public static ToolRule Compile(
        ToolLayer layer,
        string key,
        IReadOnlyList<ToolEntry>? allow,
        IReadOnlyList<ToolEntry>? deny,
        ToolVocabulary vocabulary,
        string? allowKey = null,
        string? denyKey = null) =>
        new(
            layer, key, ToolPatterns.Compile(allow, vocabulary), ToolPatterns.Compile(deny, vocabulary),
            ProblemOf([.. allow ?? [], .. deny ?? []]), vocabulary)
        {
            AllowKey = allowKey ?? (key.Length == 0 ? null : $"{key}.allow"),
            DenyKey = denyKey ?? (key.Length == 0 ? null : $"{key}.deny"),
        };

    /// <summary>The rule of a profile that allows by name and denies nothing.</summary>
    /// <param name="layer">Whose rule it is.</param>
    /// <param name="key">The key that names the profile.</param>
    /// <param name="alsoKey">The list that adds to it; null where none may stand.</param>
    /// <param name="allow">The profile's tools and what is added.</param>
    /// <param name="vocabulary">What entries may name.</param>
    public static ToolRule OfProfile(ToolLayer layer, string key, string? alsoKey, IReadOnlyList<ToolEntry>? allow, ToolVocabulary vocabulary) =>
        new(layer, key, ToolPatterns.Compile(allow, vocabulary), null, ProblemOf(allow ?? []), vocabulary) { AllowKey = alsoKey };

    /// <summary>The rule of a setting that takes tools away and is no list.</summary>
    /// <param name="layer">Whose rule it is.</param>
    /// <param name="key">The setting.</param>
    /// <param name="denied">The tools.</param>
    /// <param name="release">The value of the setting that takes none away.</param>
    /// <param name="vocabulary">What entries may name.</param>
    public static ToolRule OfSetting(ToolLayer layer, string key, IReadOnlyList<string> denied, string release, ToolVocabulary vocabulary) =>
        new(layer, key, null, ToolPatterns.Compile(ToolEntry.Of(denied, key, isBuiltIn: true), vocabulary), null, vocabulary)
        {
            Release = new(ConfigChangeKind.Set, key, release),
        };

    /// <summary>A rule that cannot be read: it refuses everything.</summary>
    public static ToolRule Unreadable(ToolLayer layer, string key, string problem, ToolVocabulary vocabulary) =>
        new(layer, key, null, null, problem, vocabulary);

    /// <summary>All names of a tool, the one policy knows it by first.</summary>
    public static IReadOnlyList<string> NamesOf(string tool) => [tool, .. ToolNames.OthersOf(tool)];

    /// <summary>What it says of a known tool.</summary>
    public ToolRuling Judge(int number) => _rulings[number];

    /// <summary>What it says of a tool that is not known here; lower-case.</summary>
    public ToolRuling JudgeUnknown(ReadOnlySpan<char> name) =>
        Problem is null && !(Deny?.Matches(name) ?? false) && (Allow?.Matches(name) ?? true) ? ToolRuling.Allowed : ToolRuling.Refused;

    private ToolRuling JudgeNames(IReadOnlyList<string> names)
    {
        if (Problem is not null || (Deny?.Matches(names) ?? false))
        {
            return ToolRuling.Refused;
        }

        if (Allow is null || Allow.Matches(names))
        {
            return ToolRuling.Allowed;
        }

        return names[0] == ToolNames.ApplyPatch && !Allow.TakesAway(names) && Allow.Matches(NamesOf(ToolNames.Exec))
            ? ToolRuling.AllowedWithExec
            : ToolRuling.Refused;
    }

    private static string? ProblemOf(IEnumerable<ToolEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (ToolEntry.ProblemOf(entry.Text) is { } problem)
            {
                return $"an entry of {entry.Key} {problem}";
            }
        }

        return null;
    }
}
