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
    /// The text with every character written out that shows nothing, moves others, breaks the line or looks like another: as
    /// <c>\u{202e}</c>. In a text that holds any, or looks as if it did, each backslash is doubled: no two texts look the same.
    /// </summary>
    public static string Visible(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        var poses = Lookalikes.In(runes);
        return Write(text, runes, place => poses[place] || Hides(runes[place]) || Turns(runes[place]));
    }

    /// <summary>The same with everything written out that is not ASCII: for paths of programs, of which few have anything else.</summary>
    public static string Ascii(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        return Write(text, runes, place => !runes[place].IsAscii || Hides(runes[place]));
    }

    /// <summary>Whether a character shows nothing of itself, moves its neighbours, or looks like a space and is none.</summary>
    public static bool Hides(Rune rune) => rune.Value != ' ' && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        || rune.Value is 0x034f or 0x115f or 0x1160 or 0x17b4 or 0x17b5 or 0x2800 or 0x3164 or 0xffa0 or 0x1d159 or (>= 0x180b and <= 0x180f) or (>= 0xfe00 and <= 0xfe0f) or (>= 0xe0100 and <= 0xe01ef);

    /// <summary>The text with its line ends and without what hides in it.</summary>
    public static string WithoutHidden(string text) =>
        string.Concat(text.EnumerateRunes().Where(static rune => rune.Value == '\n' || !Hides(rune)));

    /// <summary>Whether a character belongs to writing from right to left, and so turns round what stands beside it.</summary>
    private static bool Turns(Rune rune) => rune.Value is (>= 0x590 and <= 0x8ff) or (>= 0xfb1d and <= 0xfdff) or (>= 0xfe70 and <= 0xfeff)
        or (>= 0x10800 and <= 0x10fff) or (>= 0x1e800 and <= 0x1efff);

    private static string Write(string text, Rune[] runes, Func<int, bool> isWrittenOut)
    {
        var places = Enumerable.Range(0, runes.Length).Where(isWrittenOut).ToHashSet();
        if (places.Count == 0 && !text.Contains(@"\u{", StringComparison.Ordinal))
        {
            return text;
        }

        var visible = new StringBuilder(text.Length + 16);
        for (var place = 0; place < runes.Length; place++)
        {
            if (places.Contains(place))
            {
                visible.Append(CultureInfo.InvariantCulture, $@"\u{{{runes[place].Value:x}}}");
            }
            else
            {
                visible.Append(runes[place].Value == '\\' ? @"\\" : runes[place].ToString());
            }
        }

        return visible.ToString();
    }
}
