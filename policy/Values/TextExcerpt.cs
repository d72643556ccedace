using System.Globalization;

namespace Moltbot.Policy.Values;

/// <summary>Beginning and end of a text that is too long to be shown.</summary>
public static class TextExcerpt
{
    /// <summary>The text, or its beginning and its end with how much was left out between.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">UTF-16 units of what is kept of it, at least 4.</param>
    public static string Of(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        // The end says how something ended; half of a character pair is cut with its other half.
        var head = longest * 3 / 4;
        var tail = text.Length - (longest - head);
        head -= char.IsHighSurrogate(text[head - 1]) ? 1 : 0;
        tail += char.IsLowSurrogate(text[tail]) ? 1 : 0;
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, head)}\n[{tail - head} characters left out]\n{text.AsSpan(tail)}");
    }
}
