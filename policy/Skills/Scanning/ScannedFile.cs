using Moltbot.Policy.Exec.Text;

namespace Moltbot.Policy.Skills.Scanning;

/// <summary>A file that is being looked at.</summary>
internal sealed class ScannedFile(string path, string text, List<SkillFinding> findings)
{
    /// <summary>Findings of one rule and severity in one file that are shown. Arbitrary: the tenth says what the first did.</summary>
    private const int MaxPerRule = 10;

    /// <summary>Characters that are shown of a line.</summary>
    private const int MaxShown = 160;

    private readonly Dictionary<(SkillSeverity Severity, string Rule), int> _counts = [];

    public string Path { get; } = path;

    public string Text { get; } = text;

    /// <summary>Its lines, as a shell sees them: a form feed or a line separator ends none.</summary>
    public IReadOnlyList<string> Lines { get; } = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');

    /// <summary>Its lines put together where a command goes on: behind a backslash or a pipe at the end.</summary>
    public IReadOnlyList<ScannedCommand> Commands => field ??= ScannedCommand.Of(Lines);

    public void Add(SkillSeverity severity, string rule, int line, string what)
    {
        var count = _counts[(severity, rule)] = _counts.GetValueOrDefault((severity, rule)) + 1;
        if (count <= MaxPerRule)
        {
            findings.Add(new SkillFinding(severity, rule, Path, line, Shown(what)));
        }
    }

    /// <summary>Says of what more was found than is shown.</summary>
    public void AddRest()
    {
        foreach (var ((severity, rule), count) in _counts.Where(static each => each.Value > MaxPerRule))
        {
            findings.Add(new SkillFinding(severity, rule, Path, 0, $"found {count} times; the first {MaxPerRule} are shown"));
        }
    }

    /// <summary>The line on which a place of the text stands.</summary>
    public int LineOf(int place) => 1 + Text.AsSpan(0, place).Count('\n');

    /// <summary>As a person may be shown it: hidden characters written out, secrets masked.</summary>
    private static string Shown(string text)
    {
        var masked = Redaction.RedactionRules.Default.Redact(text.Trim());
        return masked.Length > MaxShown ? HostileText.Visible(masked[..MaxShown]) + "…" : HostileText.Visible(masked);
    }
}
