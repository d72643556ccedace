using System.Globalization;
using System.Text.RegularExpressions;

namespace Moltbot.Policy.Envelopes;

/// <summary>Times as a model reads them.</summary>
public static partial class TimeStampText
{
    /// <summary><c>YYYY-MM-DDTHH:MMZ</c>.</summary>
    public static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary><c>YYYY-MM-DD HH:MM TZ</c>.</summary>
    public static string In(TimeZoneInfo zone, DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return $"{local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} {ZoneNames.Short(zone, at)}";
    }

    /// <summary>The message with the time in front, <c>[Wed 2026-01-28 20:30 EST] </c>, unless it carries one already or says nothing.</summary>
    public static string Prefix(string message, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(message)
            || Stamped().IsMatch(message)
            || message.Contains("Current time:", StringComparison.Ordinal))
        {
            return message;
        }

        var day = TimeZoneInfo.ConvertTime(now, zone).ToString("ddd", CultureInfo.InvariantCulture);
        return $"[{day} {In(zone, now)}] {message}";
    }

    /// <summary>A distance in time: <c>5s</c>, <c>2m</c>, <c>3h</c>, <c>4d</c>; null for one that goes back.</summary>
    public static string? Elapsed(TimeSpan elapsed) => elapsed switch
    {
        { Ticks: < 0 } => null,
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{(int)elapsed.TotalSeconds}s"),
        { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{(int)elapsed.TotalMinutes}m"),
        { TotalHours: < 24 } => string.Create(CultureInfo.InvariantCulture, $"{(int)elapsed.TotalHours}h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)elapsed.TotalDays}d"),
    };

    [GeneratedRegex(@"\A\[.*[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Stamped();
}
