using System.Buffers;
using System.Globalization;
using System.Text;

namespace Moltbot.Policy.Exec.Text;

/// <summary>
/// Characters that a reader takes for ASCII: <c>сат</c> in Cyrillic letters, a fullwidth slash, a quote that is none. A word of one
/// writing is left as it is, unless all of it could be read as Latin. The table follows Unicode's confusables (UTS 39) in kind, not in full.
/// </summary>
internal static class Lookalikes
{
    /// <summary>First and last of what looks like ASCII wherever it stands: signs, digits, and letters in other shapes.</summary>
    private static readonly (int First, int Last)[] Signs =
    [
        (0xa6, 0xa6), (0xa8, 0xa8), (0xaa, 0xab), (0xaf, 0xaf), (0xb2, 0xb4), (0xb7, 0xbb), (0xd7, 0xd7), (0x2b0, 0x2ff), (0x37e, 0x37e), (0x387, 0x387), (0x55a, 0x55f), (0x589, 0x58a), (0x1400, 0x1400), (0x16eb, 0x16ed), (0x1735, 0x1736),
        (0x1800, 0x180a), (0x2010, 0x2027), (0x2030, 0x205e), (0x2070, 0x209f), (0x2100, 0x218f), (0x2200, 0x22ff), (0x2460, 0x24ff), (0x2758, 0x275f),
        (0x2768, 0x2775), (0x27c0, 0x27ef), (0x2980, 0x2aff), (0x2cf9, 0x2cff), (0x2e00, 0x2e7f), (0x2f00, 0x2fdf), (0x3014, 0x3015), (0x301c, 0x301c),
        (0x30a0, 0x30a0), (0x31c0, 0x31ef), (0x4e28, 0x4e28), (0x4e36, 0x4e36), (0x4e3f, 0x4e3f), (0xa4f8, 0xa4ff), (0xa700, 0xa721), (0xa788, 0xa78c),
        (0xfe10, 0xfe19), (0xfe30, 0xfe6f), (0xff01, 0xff5e), (0xffe0, 0xffee), (0x1d400, 0x1d7ff),
    ];

    /// <summary>Writings of which some letters look Latin, and more do beside Latin ones.</summary>
    private static readonly (int First, int Last)[] Cousins =
    [
        (0x370, 0x3ff), (0x400, 0x52f), (0x531, 0x587), (0x10a0, 0x10ff), (0x1c80, 0x1c8f), (0x1f00, 0x1fff), (0x2de0, 0x2dff), (0xa640, 0xa69f),
    ];

    /// <summary>Writings and phonetic letters that are rare enough to be taken for poses wherever they stand.</summary>
    private static readonly (int First, int Last)[] Rare =
    [
        (0x131, 0x131), (0x138, 0x138), (0x17f, 0x19f), (0x1a2, 0x1ae), (0x1b1, 0x1cc), (0x1dd, 0x1dd), (0x21c, 0x21d), (0x220, 0x225), (0x234, 0x2af), (0x13a0, 0x167f), (0x16a0, 0x16f8), (0x1d00, 0x1dbf),
        (0x2c60, 0x2d7f), (0xa4d0, 0xa4f7), (0xa722, 0xa787), (0xa78d, 0xa7ff), (0xab30, 0xabbf), (0x102a0, 0x1044f), (0x10500, 0x107ff), (0x118a0, 0x118ff), (0x16f00, 0x16f9f),
    ];

    /// <summary>Letters of the cousins that can be read as Latin ones or digits by themselves.</summary>
    private static readonly SearchValues<char> Twins = SearchValues.Create(
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u0475\u04af\u04bb\u04cf\u0501\u051b\u051d"
        + "\u0410\u0412\u0415\u0417\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0405\u0406\u0408\u0474\u04ae\u04c0\u050c\u051a\u051c"
        + "\u03bf\u03bd\u03c1\u03b9\u03b1\u03c5\u03c7\u03ba\u03b3\u03c4\u03b7\u03c9\u03f2\u03f3"
        + "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03f9\u037f"
        + "\u0561\u0563\u0566\u0570\u0575\u0578\u057d\u0581\u0584\u0585\u0555\u054d\u053c\u0548\u10ff\u10e7");

    /// <summary>For each character whether it poses as another where it stands.</summary>
    public static bool[] In(ReadOnlySpan<Rune> text)
    {
        var poses = new bool[text.Length];
        var marks = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var category = Rune.GetUnicodeCategory(text[at]);
            var isMark = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            marks = isMark ? marks + 1 : 0;
            poses[at] = IsIn(text[at], Signs) || IsIn(text[at], Rare) || category == UnicodeCategory.EnclosingMark
                || (category == UnicodeCategory.DecimalDigitNumber && !text[at].IsAscii)
                || (isMark && (marks > MaxMarks || IsOverlay(text[at]) || at == 0 || !IsOfWord(text[at - 1])));
        }

        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            while (end < text.Length && IsOfWord(text[end]))
            {
                end++;
            }

            JudgeWord(text[start..end], poses.AsSpan(start..end));
            start = Math.Max(start, end);
        }

        return poses;
    }

    /// <summary>Marks above and below one letter; the most that living languages write. More run into the lines around.</summary>
    private const int MaxMarks = 2;

    private static void JudgeWord(ReadOnlySpan<Rune> word, Span<bool> poses)
    {
        bool hasLatin = false, isReadable = true;
        foreach (var rune in word)
        {
            hasLatin |= Rune.IsLetter(rune) && rune.Value < 0x250;
            isReadable &= !Rune.IsLetter(rune) || (rune.IsBmp && Twins.Contains((char)rune.Value));
        }

        for (var at = 0; at < word.Length; at++)
        {
            poses[at] |= (hasLatin || isReadable) && IsIn(word[at], Cousins);
        }
    }

    private static bool IsOfWord(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Whether a mark is drawn over the character before it, and makes it another.</summary>
    private static bool IsOverlay(Rune mark) => mark.Value is (>= 0x334 and <= 0x338) or (>= 0x20d0 and <= 0x20f0);

    private static bool IsIn(Rune rune, (int First, int Last)[] ranges)
    {
        foreach (var (first, last) in ranges)
        {
            if (rune.Value >= first && rune.Value <= last)
            {
                return true;
            }
        }

        return false;
    }
}
