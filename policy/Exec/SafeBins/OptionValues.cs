namespace Moltbot.Policy.Exec.SafeBins;

/// <summary>Kinds of value that options take.</summary>
internal static class OptionValues
{
    /// <summary>A whole number of at most 12 digits.</summary>
    public static bool IsWhole(string text) => text.Length is > 0 and <= 12 && text.All(char.IsAsciiDigit);

    /// <summary>A number of lines or bytes, perhaps from the other end, perhaps with a unit.</summary>
    public static bool IsCount(string text)
    {
        var number = text is ['+' or '-', ..] ? text[1..] : text;
        return IsWhole(number.TrimEnd('b', 'k', 'K', 'M', 'G', 'B')) && number.Length <= 14;
    }

    /// <summary>Places and ranges: <c>1,3-5</c>.</summary>
    public static bool IsRanges(string text) => text.Length is > 0 and <= 256 && text.All(static c => char.IsAsciiDigit(c) || c is ',' or '-');

    /// <summary>A key of <c>sort</c>: <c>2,3nr</c>, <c>1.2</c>.</summary>
    public static bool IsSortKey(string text) => text.Length is > 0 and <= 32 && char.IsAsciiDigit(text[0])
        && text.All(static c => char.IsAsciiDigit(c) || c is ',' or '.' || "bdfghiMnRrV".Contains(c, StringComparison.Ordinal));

    /// <summary>One character, as <c>cut</c> and <c>sort</c> separate by.</summary>
    public static bool IsCharacter(string text) => text.EnumerateRunes().Count() == 1 || text == "\\0";

    /// <summary>Any text: what takes it reads it as a pattern or writes it out.</summary>
    public static bool IsText(string text) => true;
}
