namespace Moltbot.Policy.Values;

/// <summary>How texts are cut: half a character is none, and models and stores refuse it.</summary>
public static class TextPrefix
{
    /// <summary>The beginning of a text, at most so many UTF-16 units; a text that fits stays as it is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">UTF-16 units, at least 0.</param>
    public static string Of(string text, int maxLength) =>
        text.Length <= maxLength ? text : text[..(maxLength > 0 && char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];
}
