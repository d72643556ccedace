using System.Globalization;
using System.Text;

namespace Moltbot.Policy.Exec.Text;

/// <summary>Characters that would make a text look other than it is (attack E9).</summary>
public static class HostileText
{
    /// <summary>Whether the text can be handed to a program unchanged: no NUL, which ends an argument, and no half of a surrogate pair.</summary>
    public static bool IsExact(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !Rune.TryGetRuneAt(text, i, out _)))
            {
                return false;
            }

            if (char.IsHighSurrogate(text[i]))
            {
                i++;
            }
        }

        return true;
    }

    /// <summary>
    /// The text with every character written out that shows nothing, moves others or breaks the line: as <c>\u{202e}</c>. A backslash
    /// before <c>u{</c> is doubled, so that no text imitates another's escapes.
    /// </summary>
    public static string Visible(string text)
    {
        if (!text.EnumerateRunes().Any(Hides) && !text.Contains(@"\u{", StringComparison.Ordinal))
        {
            return text;
        }

        var visible = new StringBuilder(text.Length + 16);
        foreach (var rune in text.Replace(@"\u{", @"\\u{", StringComparison.Ordinal).EnumerateRunes())
        {
            if (Hides(rune))
            {
                visible.Append(CultureInfo.InvariantCulture, $@"\u{{{rune.Value:x}}}");
            }
            else
            {
                visible.Append(rune);
            }
        }

        return visible.ToString();
    }

    /// <summary>Whether a character shows nothing of itself, moves its neighbours, or looks like a space and is none.</summary>
    public static bool Hides(Rune rune) => rune.Value != ' ' && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        || rune.Value is 0x034f or 0x115f or 0x1160 or 0x17b4 or 0x17b5 or 0x2800 or 0x3164 or 0xffa0 or (>= 0xfe00 and <= 0xfe0f) or (>= 0xe0100 and <= 0xe01ef);
}
