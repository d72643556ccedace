using System.Globalization;

namespace Moltbot.Cli;

/// <summary>Times as people write them: <c>500ms</c>, <c>10s</c>, <c>2m</c>, <c>1h</c>; a bare number counts milliseconds, as in the original.</summary>
internal static class WaitTime
{
    private static readonly (string Unit, double Milliseconds)[] Units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];

    /// <summary>The time, more than zero and at most a day; null when the text is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        text = text.Trim();
        var factor = 1d;
        foreach (var (unit, milliseconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal))
            {
                (text, factor) = (text[..^unit.Length], milliseconds);
                break;
            }
        }

        const double day = 86_400_000;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number * factor is >= 1 and <= day
            ? TimeSpan.FromMilliseconds(number * factor)
            : null;
    }
}
