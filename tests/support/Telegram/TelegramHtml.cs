using System.Net;
using System.Text.RegularExpressions;

namespace Moltbot.TestSupport.Telegram;

/// <summary>As much of Telegram's HTML as is needed to refuse what Telegram refuses.</summary>
internal static partial class TelegramHtml
{
    private static readonly HashSet<string> Tags = new(StringComparer.Ordinal)
    {
        "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "blockquote", "tg-spoiler", "span",
    };

    public static string? Problem(string html)
    {
        var open = new Stack<string>();
        foreach (Match match in Tag().Matches(html))
        {
            var name = match.Groups["name"].Value;
            if (!Tags.Contains(name))
            {
                return $"Unsupported start tag \"{name}\" at byte offset {match.Index}";
            }

            if (!match.Groups["close"].Success || match.Groups["close"].Length == 0)
            {
                open.Push(name);
            }
            else if (open.Count == 0 || open.Pop() != name)
            {
                return $"Unmatched end tag at byte offset {match.Index}";
            }
        }

        return open.Count > 0 ? $"Can't find end tag corresponding to start tag \"{open.Peek()}\""
            : Tag().Replace(html, "").Contains('<', StringComparison.Ordinal) ? "Unsupported start tag" : null;
    }

    public static string Visible(string html) => WebUtility.HtmlDecode(Tag().Replace(html, ""));

    [GeneratedRegex("<(?<close>/?)(?<name>[A-Za-z][A-Za-z0-9-]*)(?:\\s[^<>]*)?>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();
}
