using System.Collections.Frozen;
using System.Globalization;

namespace Moltbot.Policy.Envelopes;

/// <summary>Short names of time zones as English speakers write them: EST, PDT; elsewhere the distance from GMT.</summary>
internal static class ZoneNames
{
    private static readonly FrozenDictionary<string, (string Standard, string Daylight)> Names = Build();

    internal static string Short(TimeZoneInfo zone, DateTimeOffset at)
    {
        if (zone.Id is "UTC" or "Etc/UTC" or "Etc/UCT" or "Etc/Zulu" || ReferenceEquals(zone, TimeZoneInfo.Utc))
        {
            return "UTC";
        }

        if (Names.TryGetValue(zone.Id, out var names))
        {
            return zone.IsDaylightSavingTime(at) ? names.Daylight : names.Standard;
        }

        var offset = zone.GetUtcOffset(at);
        if (offset == TimeSpan.Zero)
        {
            return "GMT";
        }

        var size = offset.Duration();
        var minutes = size.Minutes == 0 ? "" : size.Minutes.ToString("':'00", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"GMT{(offset < TimeSpan.Zero ? '-' : '+')}{(int)size.TotalHours}{minutes}");
    }

    private static FrozenDictionary<string, (string Standard, string Daylight)> Build()
    {
        var names = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        Add(names, "EST", "EDT", "America/New_York", "America/Detroit", "America/Toronto", "America/Kentucky/Louisville", "America/Indiana/Indianapolis", "US/Eastern");
        Add(names, "CST", "CDT", "America/Chicago", "America/Winnipeg", "America/Menominee", "US/Central");
        Add(names, "MST", "MDT", "America/Denver", "America/Boise", "America/Edmonton", "America/Phoenix", "US/Mountain");
        Add(names, "PST", "PDT", "America/Los_Angeles", "America/Vancouver", "US/Pacific");
        Add(names, "AKST", "AKDT", "America/Anchorage", "America/Juneau", "US/Alaska");
        Add(names, "HST", "HDT", "Pacific/Honolulu", "US/Hawaii");
        return names.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void Add(
        Dictionary<string, (string, string)> names, string standard, string daylight, params ReadOnlySpan<string> zones)
    {
        foreach (var zone in zones)
        {
            names.Add(zone, (standard, daylight));
        }
    }
}
