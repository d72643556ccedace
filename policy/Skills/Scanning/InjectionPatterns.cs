using System.Text.RegularExpressions;
using Moltbot.Policy.Hooks;

namespace Moltbot.Policy.Skills.Scanning;

/// <summary>Words by which a text tries to command a model against whom it works for.</summary>
internal static partial class InjectionPatterns
{
    public static void Find(ScannedFile file)
    {
        Add(file, Secrecy(), SkillSeverity.Danger, "injection.secrecy", "asks to hide something from the person");
        Add(file, Guards(), SkillSeverity.Danger, "injection.guards", "asks to go round approvals or guards");
        Add(file, Sending(), SkillSeverity.Danger, "injection.sending", "asks to send secrets or memory away");
        Add(file, Comment(), SkillSeverity.Warning, "text.comment", "a comment, which is not seen where the text is shown");

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var line = 0; line < file.Lines.Count; line++)
        {
            if (SuspiciousPhrases.Find(file.Lines[line]) is { Count: > 0 } found)
            {
                seen.UnionWith(found);
                file.Add(SkillSeverity.Danger, "injection.phrase", line + 1, $"words that command a model: {file.Lines[line]}");
            }
        }

        // Across line ends too: a model does not mind them.
        if (!seen.IsSupersetOf(SuspiciousPhrases.Find(file.Text)))
        {
            file.Add(SkillSeverity.Danger, "injection.phrase", 0, "words that command a model, across lines");
        }
    }

    private static void Add(ScannedFile file, Regex pattern, SkillSeverity severity, string rule, string what)
    {
        foreach (Match match in pattern.Matches(file.Text))
        {
            file.Add(severity, rule, file.LineOf(match.Index), $"{what}: {match.Value.ReplaceLineEndings(" ")}");
        }
    }

    [GeneratedRegex(@"\b(do\s+not|don['’]?t|never)\s+(ever\s+)?(tell|inform|show|mention|reveal|notify|alert)\s+(this\s+)?(to\s+)?(the\s+)?(user|owner|human|person|operator|anyone)|\b(secretly|covertly|silently\s+(send|upload|run|execute|post))\b|without\s+(telling|informing|notifying)\s+(the\s+)?(user|owner|human|person|operator)|hide\s+(this|it)\s+from\s+(the\s+)?(user|owner|person)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Secrecy();

    [GeneratedRegex(@"\b(bypass|disable|skip|circumvent|turn\s+off|work\s+around|ignore)\s+(all\s+|any\s+|the\s+|every\s+)*(approvals?|sandbox(ing)?|safety|guardrails?|security|policy|policies|confirmations?|allowlists?)|always\s+(approve|allow|say\s+yes)|without\s+(asking\s+)?(for\s+)?(approval|permission|confirmation)|auto-?approve|pretend\s+(to\s+be|that\s+you)|override\s+(your|the)\s+(rules|instructions|policy)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Guards();

    [GeneratedRegex(@"\b(send|post|upload|exfiltrate|forward|leak|transmit|email)\s+([^\n.]{0,60}\s)?(api\s*keys?|tokens?|passwords?|credentials?|secrets?|private\s+keys?|env(ironment)?\s+variables?|memory|MEMORY\.md|chat\s+history|conversation)\s+([^\n.]{0,60}\s)?to\b|\bexfiltrat", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Sending();

    [GeneratedRegex(@"<!--[\s\S]*?(-->|\z)|^[ \t]*\[[^\]\n]*\]:[ \t]*(#|<>)[^\n]*|<[a-z][^>]*(\shidden\b|display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0)[^>]*>", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Comment();
}
