using System.Text;

namespace Moltbot.Gateway.Channels.Discord.Outbound;

/// <summary>Makes Discord show a text as it is written: no markup, no link text that stands before another address (E9).</summary>
internal static class LiteralText
{
    private const string Fence = "```";

    /// <summary>The text in a block of code, where nothing is marked up; the limit of such texts leaves room for it.</summary>
    public static string Of(string text) => text.Contains(Fence, StringComparison.Ordinal) ? Escaped(text) : $"{Fence}\n{text}\n{Fence}";

    /// <summary>What holds a fence cannot stand between two: each sign that could be markup is escaped.</summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (char sign in text)
        {
            if (char.IsAsciiLetterOrDigit(sign) || char.IsWhiteSpace(sign) || !char.IsAscii(sign))
            {
                escaped.Append(sign);
            }
            else
            {
                escaped.Append('\\').Append(sign);
            }
        }

        return escaped.ToString();
    }
}
