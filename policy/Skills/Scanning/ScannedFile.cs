using Moltbot.Policy.Exec.Text;

namespace Moltbot.Policy.Skills.Scanning;

/// <summary>A file that is being looked at.</summary>
internal sealed class ScannedFile(string path, string text, List<SkillFinding> findings)
{
    /// <summary>Findings of one rule in one file. Arbitrary: the tenth says what the first did.</summary>
    private const int MaxPerRule = 10;

    /// <summary>Characters that are shown of a line.</summary>
    private const int MaxShown = 160;

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public string Path { get; } = path;

    public string Text { get; } = text;

    public IReadOnlyList<string> Lines { get; } = text.ReplaceLineEndings("\n").Split('\n');

    public void Add(SkillSeverity severity, string rule, int line, string what)
    {
        var count = _counts[rule] = _counts.GetValueOrDefault(rule) + 1;
        if (count <= MaxPerRule)
        {
            findings.Add(new SkillFinding(severity, rule, Path, line, Shown(what)));
        }
    }

    /// <summary>The line on which a place of the text stands.</summary>
    public int LineOf(int place) => 1 + Text.AsSpan(0, place).Count('\n');

    /// <summary>As a person may be shown it: hidden characters written out, secrets masked.</summary>
    public static string Shown(string text)
    {
        var masked = Redaction.RedactionRules.Default.Redact(text.Trim());
        return HostileText.Visible(masked.Length > MaxShown ? masked[..MaxShown] + "…" : masked);
    }
}
