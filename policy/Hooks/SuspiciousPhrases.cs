using System.Text.RegularExpressions;

namespace Moltbot.Policy.Hooks;

/// <summary>Phrases by which texts try to command a model (security.md §14). They are noted, never relied on: what is not found is no safer.</summary>
public static class SuspiciousPhrases
{
    private static readonly string[] Sources =
    [
        @"ignore\s+(all\s+)?(previous|prior|above)\s+(instructions?|prompts?)",
        @"disregard\s+(all\s+)?(previous|prior|above)",
        @"forget\s+(everything|all|your)\s+(instructions?|rules?|guidelines?)",
        @"you\s+are\s+now\s+(a|an)\s+",
        @"new\s+instructions?:",
        @"system\s*:?\s*(prompt|override|command)",
        @"\bexec\b.*command\s*=",
        @"elevated\s*=\s*true",
        @"rm\s+-rf",
        @"delete\s+all\s+(emails?|files?|data)",
        @"<\/?system>",
        @"\]\s*\n\s*\[?(system|assistant|user)\]?:",
    ];

    // Such a pattern takes milliseconds to make.
    private static readonly Lazy<Regex[]> Patterns = new(static () =>
        [.. Sources.Select(static source => new Regex(source, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking))]);

    /// <summary>The patterns that a text fits.</summary>
    public static IReadOnlyList<string> Find(string text) => [.. Sources.Where((_, at) => Patterns.Value[at].IsMatch(text))];
}
