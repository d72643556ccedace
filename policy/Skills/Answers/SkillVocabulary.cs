namespace Moltbot.Policy.Skills.Answers;

/// <summary>The values that templates may read at one place of a skill: closed names, and names below which anything may be asked for.</summary>
internal sealed class SkillVocabulary
{
    /// <summary>Names that a result cannot have.</summary>
    public static readonly IReadOnlyList<string> Reserved = ["user", "message", "match", "now", "config", "secret"];

    private static readonly string[] Known =
    [
        "user.id", "user.name", "user.username", "user.location", "user.timezone", "user.language",
        "message.text", "now.date", "now.time", "now.weekday", "now.iso", "now.zone",
    ];

    private readonly HashSet<string> _closed;
    private readonly HashSet<string> _open;

    private SkillVocabulary(HashSet<string> closed, HashSet<string> open) => (_closed, _open) = (closed, open);

    /// <summary>What a skill may read before its first action.</summary>
    /// <param name="groups">The named groups of its patterns.</param>
    /// <param name="secrets">The secrets that it asks for.</param>
    public static SkillVocabulary Of(IEnumerable<string> groups, IEnumerable<string> secrets) => new(
        [.. Known, .. groups.Select(static group => "match." + group), .. secrets.Select(static secret => "secret." + secret)], ["config"]);

    /// <summary>The same, with the result of an action.</summary>
    public SkillVocabulary With(string result) => new(_closed, [.. _open, result]);

    /// <summary>Why a value may not be read; null when it may.</summary>
    /// <param name="path">The way to it.</param>
    /// <param name="maySecret">Whether secrets may stand here.</param>
    public string? ProblemOf(ValuePath path, bool maySecret)
    {
        if (path.Steps[0] == "secret" && !maySecret)
        {
            return $"${{{path.Text}}}: a secret may stand in the headers of a call only";
        }

        var isKnown = _open.Contains(path.Steps[0]) ? path.Steps[0] != "config" || path.Steps.Count > 1 : _closed.Contains(path.Text);
        return isKnown ? null : $"${{{path.Text}}} is not declared; allowed: {string.Join(", ", _closed.Where(name => maySecret || !name.StartsWith("secret.", StringComparison.Ordinal)).Order(StringComparer.Ordinal))}, {string.Join(", ", _open.Order(StringComparer.Ordinal).Select(static root => root + ".…"))}";
    }
}
