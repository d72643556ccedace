using System.Globalization;

namespace Moltbot.Cli.Printing;

/// <summary>Times for people: how long ago, how long.</summary>
internal static class Ages
{
    /// <summary><c>3m ago</c>, <c>in 2h</c>, or <c>-</c> when there is no time.</summary>
    public static string Since(long? epochMs, TimeProvider time)
    {
        if (epochMs is not { } at)
        {
            return "-";
        }

        var milliseconds = time.GetUtcNow().ToUnixTimeMilliseconds() - at;
        return milliseconds < 0 ? $"in {Length(-milliseconds)}" : milliseconds < 1000 ? "now" : $"{Length(milliseconds)} ago";
    }

    /// <summary><c>250ms</c>, <c>12s</c>, <c>3m</c>, <c>5h</c>, <c>9d</c>: the largest unit only.</summary>
    public static string Length(long milliseconds) => milliseconds switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds}ms"),
        < 60_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1_000}s"),
        < 3_600_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 60_000}m"),
        < 86_400_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 3_600_000}h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 86_400_000}d"),
    };

    /// <summary><c>2026-11-21 22:43:32Z</c>.</summary>
    public static string At(long epochMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(epochMs, 0, 253_402_300_799_999)).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
