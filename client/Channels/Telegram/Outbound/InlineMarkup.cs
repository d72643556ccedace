using System.Text;

namespace Moltbot.Gateway.Channels.Telegram.Outbound;

/// <summary>Markup within a line: code, bold, italic, struck out, links.</summary>
internal static class InlineMarkup
{
    private const int MaxDepth = 6;

    private static readonly (string Mark, string Tag)[] Pairs =
    [
        ("**", "b"), ("__", "b"), ("~~", "s"), ("*", "i"), ("_", "i"),
    ];

    /// <summary>Appends a line; whether it held markup.</summary>
    public static bool Append(StringBuilder html, string line) => Append(html, line, 0);

    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    private static bool Append(StringBuilder html, string text, int depth)
    {
        var marked = false;
        for (var at = 0; at < text.Length;)
        {
            var taken = depth < MaxDepth ? TryCode(html, text, at) + TryLink(html, text, at, depth) : 0;
            if (taken == 0 && depth < MaxDepth)
            {
                taken = TryPair(html, text, at, depth);
            }

            marked |= taken > 0;
            if (taken == 0)
            {
                html.Append(Escape(text[at].ToString()));
                taken = 1;
            }

            at += taken;
        }

        return marked;
    }

    /// <summary>Each of these appends an element and answers how many characters it stands for, or 0.</summary>
    private static int TryCode(StringBuilder html, string text, int at)
    {
        if (text[at] != '`' || text.IndexOf('`', at + 1) is var end && end <= at + 1)
        {
            return 0;
        }

        html.Append("<code>").Append(Escape(text[(at + 1)..end])).Append("</code>");
        return end - at + 1;
    }

    private static int TryLink(StringBuilder html, string text, int at, int depth)
    {
        if (text[at] != '[' || text.IndexOf("](", at, StringComparison.Ordinal) is not (> 0 and var middle)
            || text.IndexOf(')', middle) is not (> 0 and var end)
            || !Uri.TryCreate(text[(middle + 2)..end], UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https" or "mailto" or "tg"))
        {
            return 0;
        }

        html.Append("<a href=\"").Append(Escape(address.OriginalString.Trim())).Append("\">");
        Append(html, text[(at + 1)..middle], depth + 1);
        html.Append("</a>");
        return end - at + 1;
    }

    private static int TryPair(StringBuilder html, string text, int at, int depth)
    {
        foreach (var (mark, tag) in Pairs)
        {
            if (string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0 && EndOf(text, at, mark) is > 0 and var end)
            {
                html.Append('<').Append(tag).Append('>');
                Append(html, text[(at + mark.Length)..end], depth + 1);
                html.Append("</").Append(tag).Append('>');
                return end - at + mark.Length;
            }
        }

        return 0;
    }

    /// <summary>Where the closing mark is: marks stand at the edges of words, so that 2*3*4 and snake_case_names stay.</summary>
    private static int EndOf(string text, int at, string mark)
    {
        var start = at + mark.Length;
        if (start >= text.Length || char.IsWhiteSpace(text[start]) || (at > 0 && char.IsLetterOrDigit(text[at - 1])))
        {
            return -1;
        }

        for (var end = text.IndexOf(mark, start + 1, StringComparison.Ordinal); end > 0; end = text.IndexOf(mark, end + 1, StringComparison.Ordinal))
        {
            var after = end + mark.Length;
            var insideDouble = mark.Length == 1 && after < text.Length && text[after] == mark[0];
            if (!insideDouble && !char.IsWhiteSpace(text[end - 1]) && text[end - 1] != mark[0]
                && (after == text.Length || !char.IsLetterOrDigit(text[after])))
            {
                return end;
            }
        }

        return -1;
    }
}
