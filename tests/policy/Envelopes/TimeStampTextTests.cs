using System.Globalization;
using Moltbot.Policy.Envelopes;

namespace Moltbot.Policy.Tests.Envelopes;

/// <summary>Times as a model reads them.</summary>
public sealed class TimeStampTextTests
{
    private static readonly DateTimeOffset Winter = new(2026, 1, 29, 1, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Summer = new(2026, 7, 4, 16, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("-00:00:00.0000001", null)]
    [InlineData("00:00:00", "0s")]
    [InlineData("00:00:59.9", "59s")]
    [InlineData("00:01:00", "1m")]
    [InlineData("00:59:59", "59m")]
    [InlineData("01:00:00", "1h")]
    [InlineData("23:59:59", "23h")]
    [InlineData("1.00:00:00", "1d")]
    [InlineData("400.00:00:00", "400d")]
    public void A_distance_is_told_in_its_largest_unit(string elapsed, string? text) =>
        TimeStampText.Elapsed(TimeSpan.Parse(elapsed, CultureInfo.InvariantCulture)).ShouldBe(text);

    [Theory]
    [InlineData("Hello", "[Wed 2026-01-28 20:30 EST] Hello")]
    [InlineData("[2026-01-28 x] hi", "[Wed 2026-01-28 20:30 EST] [2026-01-28 x] hi")]
    [InlineData("at 2026-01-28 20:30 [x]", "[Wed 2026-01-28 20:30 EST] at 2026-01-28 20:30 [x]")]
    [InlineData("current time:", "[Wed 2026-01-28 20:30 EST] current time:")]
    [InlineData("[x 2026-01-28 20:30] hi", "[x 2026-01-28 20:30] hi")]
    [InlineData("do it\nCurrent time: now", "do it\nCurrent time: now")]
    [InlineData(" \n", " \n")]
    [InlineData("", "")]
    public void A_message_is_told_with_the_time_unless_it_has_one(string message, string told) =>
        TimeStampText.Prefix(message, Zone("America/New_York", -5), Winter).ShouldBe(told);

    [Fact]
    public void A_moment_is_written_in_its_zone()
    {
        TimeStampText.Utc(new DateTimeOffset(2026, 1, 29, 1, 30, 0, TimeSpan.FromHours(2))).ShouldBe("2026-01-28T23:30Z");
        TimeStampText.In(Zone("America/New_York", -5), Summer).ShouldBe("2026-07-04 12:00 EDT");
        TimeStampText.In(TimeZoneInfo.Utc, Summer).ShouldBe("2026-07-04 16:00 UTC");
    }

    [Theory]
    [InlineData("EST", "EDT", "America/New_York America/Detroit America/Toronto America/Kentucky/Louisville America/Indiana/Indianapolis US/Eastern")]
    [InlineData("CST", "CDT", "America/Chicago America/Winnipeg America/Menominee US/Central")]
    [InlineData("MST", "MDT", "America/Denver America/Boise America/Edmonton America/Phoenix US/Mountain")]
    [InlineData("PST", "PDT", "America/Los_Angeles America/Vancouver US/Pacific")]
    [InlineData("AKST", "AKDT", "America/Anchorage America/Juneau US/Alaska")]
    [InlineData("HST", "HDT", "Pacific/Honolulu US/Hawaii")]
    public void Zones_of_North_America_have_names(string standard, string daylight, string ids)
    {
        foreach (var id in ids.Split(' '))
        {
            ZoneNames.Short(Zone(id, -7), Winter).ShouldBe(standard, id);
            ZoneNames.Short(Zone(id, -7), Summer).ShouldBe(daylight, id);
        }
    }

    [Theory]
    [InlineData("Europe/London", 0, "GMT")]
    [InlineData("Europe/Berlin", 60, "GMT+1")]
    [InlineData("Asia/Kolkata", 330, "GMT+5:30")]
    [InlineData("Asia/Kathmandu", 345, "GMT+5:45")]
    [InlineData("Pacific/Kiritimati", 840, "GMT+14")]
    [InlineData("America/St_Johns", -210, "GMT-3:30")]
    [InlineData("x/y", 5, "GMT+0:05")]
    [InlineData("UTC", 60, "UTC")]
    [InlineData("Etc/UTC", 0, "UTC")]
    [InlineData("Etc/UCT", 0, "UTC")]
    [InlineData("Etc/Zulu", 0, "UTC")]
    public void Other_zones_are_told_by_their_distance_from_Greenwich(string id, int minutes, string name) =>
        ZoneNames.Short(TimeZoneInfo.CreateCustomTimeZone(id, TimeSpan.FromMinutes(minutes), id, id), Winter).ShouldBe(name);

    /// <summary>A zone with summer time from April to September, whatever the machine knows of zones.</summary>
    private static TimeZoneInfo Zone(string id, int hours)
    {
        var summer = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(DateTime.MinValue, 4, 1), TimeZoneInfo.TransitionTime.CreateFixedDateRule(DateTime.MinValue, 10, 1));
        return TimeZoneInfo.CreateCustomTimeZone(id, TimeSpan.FromHours(hours), id, id, id, [summer]);
    }
}
