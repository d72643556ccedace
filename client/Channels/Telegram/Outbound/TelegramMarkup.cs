using System.Text;

namespace Moltbot.Gateway.Channels.Telegram.Outbound;

/// <summary>
/// Turns the Markdown that models write into the HTML that Telegram shows. What is not clearly markup stays as it is; the
/// result is always well nested.
/// </summary>
internal static class TelegramMarkup
{
    private const string Fence = "```";

    /// <summary>The HTML, or null when the text holds no markup and is best sent as it is.</summary>
    public static string? ToHtml(string text)
    {
        var html = new StringBuilder(text.Length + 64);
        var lines = text.Split('\n');
        var marked = false;
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0)
            {
                html.Append('\n');
            }

            if (lines[i].StartsWith(Fence, StringComparison.Ordinal)
                && Array.FindIndex(lines, i + 1, line => line.TrimEnd() == Fence) is > 0 and var end)
            {
                AppendCode(html, lines[i][Fence.Length..].Trim(), lines.AsSpan(i + 1, end - i - 1));
                marked = true;
                i = end;
            }
            else
            {
                marked |= AppendLine(html, lines[i]);
            }
        }

        return marked ? html.ToString() : null;
    }

    private static void AppendCode(StringBuilder html, string language, ReadOnlySpan<string> lines)
    {
        var named = language.Length is > 0 and <= 32 && language.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '+' or '#' or '_');
        html.Append(named ? $"<pre><code class=\"language-{language}\">" : "<pre>");
        html.Append(InlineMarkup.Escape(string.Join('\n', lines)));
        html.Append(named ? "</code></pre>" : "</pre>");
    }

    private static bool AppendLine(StringBuilder html, string line)
    {
        // Telegram has no lists either.
        var indent = line.AsSpan().IndexOfAnyExcept(' ');
        if (indent >= 0 && line[indent] is ('-' or '*' or '+') && line.Length > indent + 2 && line[indent + 1] == ' ')
        {
            html.Append(line.AsSpan(0, indent)).Append("• ");
            InlineMarkup.Append(html, line[(indent + 2)..]);
            return true;
        }

        var level = line.AsSpan().IndexOfAnyExcept('#');
        if (level is < 1 or > 6 || line[level] != ' ' || string.IsNullOrWhiteSpace(line[level..]))
        {
            return InlineMarkup.Append(html, line);
        }

        // Telegram has no headings.
        html.Append("<b>").Append(InlineMarkup.Escape(line[level..].Trim().Replace("**", "", StringComparison.Ordinal))).Append("</b>");
        return true;
    }
}
