using Moltbot.Policy.Values;

namespace Moltbot.Cli.Commands;

/// <summary>Lengths of time in options: always with a unit, since a bare number may as well be a moment.</summary>
internal static class TimesWithUnit
{
    /// <summary>The length in milliseconds; null when the text is none.</summary>
    public static double? Milliseconds(string text) => text.Length > 0 && char.IsAsciiLetter(text[^1]) ? DurationText.TryParseMilliseconds(text) : null;
}
