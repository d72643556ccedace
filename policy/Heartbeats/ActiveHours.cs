using Moltbot.Policy.Configuration;
using Moltbot.Policy.Values;

namespace Moltbot.Policy.Heartbeats;

/// <summary>The hours of a day in which there are heartbeats (runtime.md §10).</summary>
/// <param name="Start">Minutes after midnight of the first minute that counts, 0 to 1439.</param>
/// <param name="End">Minutes after midnight of the first minute that does not, 0 to 1440; before <paramref name="Start"/> when they go over midnight.</param>
/// <param name="Zone"><c>local</c>: the host's; an IANA name; null or anything else: the user's.</param>
public sealed record ActiveHours(int Start, int End, string? Zone)
{
    private const int Day = 24 * 60;

    /// <summary>Reads <c>activeHours</c>; null for always: there are none, they cannot be read, or begin when they end.</summary>
    public static ActiveHours? Read(ConfigSection section) =>
        MinuteOf(section.String("start"), mostHour: 23) is { } start && MinuteOf(section.String("end"), mostHour: 24) is { } end && start != end
            ? new ActiveHours(start, end, section.Text("timezone"))
            : null;

    /// <summary>Whether a moment is in them.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="user">The user's time zone.</param>
    /// <param name="local">The host's.</param>
    public bool Include(DateTimeOffset moment, TimeZoneInfo user, TimeZoneInfo local)
    {
        var zone = Zone switch
        {
            null or "user" => user,
            "local" => local,
            _ => TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var named) ? named : user,
        };
        var minute = (int)TimeZoneInfo.ConvertTime(moment, zone).TimeOfDay.TotalMinutes;
        return Start < End ? minute >= Start && minute < End : minute >= Start || minute < End;
    }

    /// <summary>24:00 is the end of a day and no other time of hour 24.</summary>
    private static int? MinuteOf(string? text, int mostHour) =>
        ClockTime.Read(text) is var (hour, minute) && hour <= mostHour && (hour * 60) + minute <= Day ? (hour * 60) + minute : null;
}
