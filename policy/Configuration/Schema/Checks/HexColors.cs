namespace Moltbot.Policy.Configuration.Schema.Checks;

/// <summary>Colours as six hexadecimal digits, with or without <c>#</c>.</summary>
internal static class HexColors
{
    public static bool IsColor(string text)
    {
        var digits = text.StartsWith('#') ? text.AsSpan(1) : text;
        return digits.Length == 6 && !digits.ContainsAnyExcept("0123456789abcdefABCDEF");
    }
}
