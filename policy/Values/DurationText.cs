using System.Globalization;
using System.Text.RegularExpressions;

namespace Moltbot.Policy.Values;

/// <summary>Durations as people write them: a number and <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>.</summary>
public static partial class DurationText
{
    /// <summary>Reads a duration in milliseconds, rounded.</summary>
    /// <param name="raw">The text; case and outer spaces do not count.</param>
    /// <param name="defaultUnit">The unit of a bare number.</param>
    /// <exception cref="FormatException">The text is empty, negative or no duration.</exception>
    public static double ParseMilliseconds(string? raw, string defaultUnit = "ms")
    {
        var trimmed = (raw ?? "").Trim().ToLowerInvariant();
        if (trimmed.Length == 0)
        {
            throw new FormatException("invalid duration (empty)");
        }

        var match = Pattern().Match(trimmed);
        if (!match.Success
            || !double.TryParse(match.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            throw new FormatException($"invalid duration: {raw}");
        }

        var unit = match.Groups["unit"].Success ? match.Groups["unit"].Value : defaultUnit;
        var milliseconds = Math.Round(number * Factor(unit), MidpointRounding.AwayFromZero);
        return double.IsFinite(milliseconds) ? milliseconds : throw new FormatException($"invalid duration: {raw}");
    }

    /// <summary>Reads a duration; null for anything that is none.</summary>
    public static double? TryParseMilliseconds(string? raw, string defaultUnit = "ms")
    {
        try
        {
            return ParseMilliseconds(raw, defaultUnit);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static double Factor(string unit) => unit switch
    {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => 86_400_000,
    };

    [GeneratedRegex(@"\A(?<number>\d+(\.\d+)?)(?<unit>ms|s|m|h|d)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
