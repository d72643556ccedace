using System.Globalization;
using System.Text;

namespace Moltbot.Policy.Values;

/// <summary>Takes the word that marks around a text consist of out of it, in every spelling that reads like it: nothing inside of them ends them.</summary>
public static class MarkWords
{
    private const string Removed = "[mark removed]";

    // Cyrillic and Greek letters, and the Latin ones that they look like.
    private const string Lookalikes = "\u0410\u0412\u0421\u0415\u041D\u0406\u041A\u041C\u041E\u0420\u0422\u0425\u04AE\u0430\u0435\u043E\u0441\u0445\u0442\u051D\u0391\u0392\u0395\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A7\u03B1\u03B5\u03C4\u03BD\u03BF\u03C5\u051B";
    private const string LookedLike = "ABCEHIKMOPTXYaeocxtwABEHIKMNOPTXaetvouq";

    /// <summary>The text without the word. What is not seen within it (zero-width and other format characters) does not hide it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="word">The word: capital letters, <c>_</c> and <c>-</c>.</param>
    public static string Remove(string text, string word)
    {
        if (text.Length < word.Length)
        {
            return text;
        }

        var folded = new StringBuilder(text.Length);
        var places = new List<int>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (Fold(text[at]) is { } c)
            {
                folded.Append(c);
                places.Add(at);
            }
        }

        var seen = folded.ToString();
        var found = seen.IndexOf(word, StringComparison.Ordinal);
        if (found < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var copied = 0;
        for (; found >= 0; found = seen.IndexOf(word, found + word.Length, StringComparison.Ordinal))
        {
            result.Append(text, copied, places[found] - copied).Append(Removed);
            copied = places[found + word.Length - 1] + 1;
        }

        return result.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>The letter that a reader sees; null for what is not seen.</summary>
    private static char? Fold(char c)
    {
        if (c < 0x80)
        {
            return char.ToUpperInvariant(c);
        }

        if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
        {
            return null;
        }

        var known = Lookalikes.IndexOf(c, StringComparison.Ordinal);
        return known >= 0 ? char.ToUpperInvariant(LookedLike[known])
            : c is >= '\uFF01' and <= '\uFF5E' ? char.ToUpperInvariant((char)(c - 0xFEE0))
            : c is (>= '\u2010' and <= '\u2015') or '\u2212' or '\uFE58' or '\uFE63' ? '-'
            : c is '\u203F' or '\u2040' or '\uFE4D' or '\uFE4E' or '\uFE4F' ? '_'
            : c;
    }
}
