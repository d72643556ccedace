using System.Text;
using System.Text.RegularExpressions;

namespace Moltbot.Policy.Replies;

/// <summary>
/// Thoughts that a model writes into its answer between tags (<c>&lt;think&gt;…&lt;/think&gt;</c>), as models do whose provider has no place for
/// them. Within code such tags are text.
/// </summary>
public static partial class ReasoningTags
{
    /// <summary>Whether the text may have such tags: enough to show none of it before it is whole.</summary>
    public static bool MayHave(string text) => text.Contains('<', StringComparison.Ordinal) && Quick().IsMatch(text);

    /// <summary>The text without thoughts and tags; what follows a tag that is never closed is a thought.</summary>
    public static string Strip(string text)
    {
        if (!MayHave(text))
        {
            return text;
        }

        var cleaned = WithoutFinal(text);
        var code = CodeIn(cleaned);
        var kept = new StringBuilder(cleaned.Length);
        var from = 0;
        var isThought = false;
        foreach (Match tag in Thinking().Matches(cleaned))
        {
            if (IsWithin(tag.Index, code))
            {
                continue;
            }

            if (!isThought)
            {
                kept.Append(cleaned, from, tag.Index - from);
            }

            isThought = !tag.Groups["close"].Success;
            from = tag.Index + tag.Length;
        }

        return (isThought ? kept : kept.Append(cleaned, from, cleaned.Length - from)).ToString().Trim();
    }

    private static string WithoutFinal(string text)
    {
        var code = CodeIn(text);
        return Final().Replace(text, tag => IsWithin(tag.Index, code) ? tag.Value : "");
    }

    private static List<(int Start, int End)> CodeIn(string text) =>
        [.. Fences(text), .. Inline().Matches(text).Select(static inline => (inline.Index, inline.Index + inline.Length))];

    /// <summary>From a line that begins with three marks to the line that is the same three, or to the end.</summary>
    private static IEnumerable<(int Start, int End)> Fences(string text)
    {
        var (start, mark) = (-1, "");
        for (var line = 0; line < text.Length;)
        {
            var next = text.IndexOf('\n', line);
            var end = next < 0 ? text.Length : next;
            var said = text.AsSpan(line, end - line);
            if (start >= 0 && said.SequenceEqual(mark))
            {
                yield return (start, end);
                start = -1;
            }
            else if (start < 0 && next >= 0 && (said.StartsWith("```") || said.StartsWith("~~~")))
            {
                (start, mark) = (line, said[..3].ToString());
            }

            line = next < 0 ? text.Length : next + 1;
        }

        if (start >= 0)
        {
            yield return (start, text.Length);
        }
    }

    private static bool IsWithin(int index, List<(int Start, int End)> regions) => regions.Exists(region => index >= region.Start && index < region.End);

    [GeneratedRegex(@"<\s*/?\s*(think|thinking|thought|antthinking|final)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Quick();

    [GeneratedRegex(@"<\s*/?\s*final\b[^>]*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Final();

    [GeneratedRegex(@"<\s*(?<close>/)?\s*(think|thinking|thought|antthinking)\b[^<>]*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Thinking();

    [GeneratedRegex(@"`+[^`]+`+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Inline();
}
