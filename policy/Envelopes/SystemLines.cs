using System.Text.RegularExpressions;

namespace Moltbot.Policy.Envelopes;

/// <summary>Lines of a prompt that begin with <c>System:</c> are the system's: what a person writes so is marked as not being one (attack A15).</summary>
public static partial class SystemLines
{
    /// <summary>The text of a message with such lines marked, however they are spaced or spelled.</summary>
    public static string Marked(string text) =>
        text.Contains("system", StringComparison.OrdinalIgnoreCase) || text.Any(static c => c > 0x7f) ? Forged().Replace(text, "${before}System (untrusted):") : text;

    // Line ends that a model may take for one; letters of full width and colons of other scripts; what is not seen counts for nothing.
    [GeneratedRegex(@"(?<before>(?:^|[\n\r\u0085\u2028\u2029])[\s\p{Cf}*_>#-]*)[s\uff33\uff53][\p{Cf}]*[y\uff39\uff59][\p{Cf}]*[s\uff33\uff53][\p{Cf}]*[t\uff34\uff54][\p{Cf}]*[e\uff25\uff45][\p{Cf}]*[m\uff2d\uff4d][\s\p{Cf}*_]*[:\uff1a\ufe55\ua789]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Forged();
}
