using System.Globalization;

namespace Moltbot.Policy.Configuration;

/// <summary>Durations as people write them: <c>500ms</c>, <c>90s</c>, <c>30m</c>, <c>1.5h</c>, <c>2d</c>.</summary>
public static class Durations
{
    /// <summary>Reads a duration; a bare number counts in <paramref name="unit"/>. Null when it cannot be read.</summary>
    public static TimeSpan? Parse(string? text, TimeSpan unit)
    {
        var trimmed = (text ?? "").Trim().ToLowerInvariant();
        var digits = 0;
        while (digits < trimmed.Length && (char.IsAsciiDigit(trimmed[digits]) || (trimmed[digits] == '.' && digits > 0)))
            digits++;
        var number = trimmed.AsSpan(0, digits);
        if (digits == 0 || number[^1] == '.' || number.Count('.') > 1 || digits > 15)
            return null;
        TimeSpan? factor = trimmed[digits..] switch
        {
            "" => unit,
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            "d" => TimeSpan.FromDays(1),
            _ => null,
        };
        if (factor is null)
            return null;
        var milliseconds = Math.Round(double.Parse(number, CultureInfo.InvariantCulture) * factor.Value.TotalMilliseconds);
        return milliseconds < TimeSpan.MaxValue.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
    }
}
