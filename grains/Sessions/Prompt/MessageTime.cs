using System.Globalization;
using System.Text.RegularExpressions;

namespace Moltbot.Grains.Sessions.Prompt;

/// <summary>The time that a message for the model begins with: <c>[Wed 2026-01-28 20:30 EST] text</c> (protocol §5.3).</summary>
internal static partial class MessageTime
{
    /// <summary>Puts the time before a text, unless one is there, the text is blank or speaks of the current time itself.</summary>
    public static string Inject(string text, DateTimeOffset at, TimeZoneInfo zone) =>
        string.IsNullOrWhiteSpace(text) || text.Contains("Current time:", StringComparison.Ordinal) || Stamped().IsMatch(text)
            ? text
            : $"[{Format(at, zone)}] {text}";

    /// <summary>Day, date, minute and zone.</summary>
    public static string Format(DateTimeOffset at, TimeZoneInfo zone)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(at, zone);
        return local.ToString("ddd yyyy-MM-dd HH:mm ", CultureInfo.InvariantCulture) + ZoneName(zone, local);
    }

    /// <summary>The zone of a configuration; the host's own when it names none or one that does not exist.</summary>
    public static TimeZoneInfo ZoneOf(string? id, TimeZoneInfo fallback) =>
        id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out TimeZoneInfo? zone) ? zone : fallback;

    // As the original's runtime names zones in American English: letters in North America, an offset elsewhere.
    private static string ZoneName(TimeZoneInfo zone, DateTimeOffset local)
    {
        if (zone.Id is "UTC" or "Etc/UTC" or "Etc/GMT" || zone.Equals(TimeZoneInfo.Utc))
        {
            return "UTC";
        }

        bool summer = zone.IsDaylightSavingTime(local);
        string? letter = zone.Id switch
        {
            "America/New_York" or "America/Detroit" or "America/Toronto" or "US/Eastern" => "E",
            "America/Chicago" or "America/Winnipeg" or "US/Central" => "C",
            "America/Denver" or "America/Boise" or "America/Edmonton" or "US/Mountain" => "M",
            "America/Phoenix" => "M",
            "America/Los_Angeles" or "America/Vancouver" or "US/Pacific" => "P",
            "America/Anchorage" => "AK",
            "Pacific/Honolulu" => "H",
            _ => null,
        };
        if (letter is not null)
        {
            return letter + (summer ? "DT" : "ST");
        }

        TimeSpan offset = local.Offset;
        return offset == TimeSpan.Zero
            ? "GMT"
            : string.Create(CultureInfo.InvariantCulture, $"GMT{(offset < TimeSpan.Zero ? '-' : '+')}{Math.Abs(offset.Hours)}{(offset.Minutes == 0 ? "" : $":{Math.Abs(offset.Minutes):00}")}");
    }

    [GeneratedRegex(@"\A\[[^\]\n]*\d{4}-\d{2}-\d{2} \d{2}:\d{2}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Stamped();
}
