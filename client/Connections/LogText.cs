using System.Globalization;
using System.Text;

namespace Moltbot.Gateway.Connections;

/// <summary>Foreign text for a log line: one line, short, without anything a terminal or a log reader would obey (attack K2).</summary>
internal static class LogText
{
    private const int MaxChars = 120;

    public static string Of(string? foreign)
    {
        if (string.IsNullOrEmpty(foreign))
        {
            return "-";
        }

        var text = new StringBuilder(Math.Min(foreign.Length, MaxChars) + 1);
        foreach (Rune rune in foreign.EnumerateRunes())
        {
            if (text.Length >= MaxChars)
            {
                return text.Append('…').ToString();
            }

            if (IsPlain(rune))
            {
                text.Append(rune);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            }
        }

        return text.ToString();
    }

    // Controls, line separators, bidirectional and other invisible marks are named instead of written.
    private static bool IsPlain(Rune rune) => rune.Value != '\\' && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
