using System.Globalization;
using System.Text.Json;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Heartbeats;

namespace Moltbot.Policy.Tests.Heartbeats;

/// <summary>The hours of a day in which there are heartbeats (runtime.md §10).</summary>
public sealed class ActiveHoursTests
{
    /// <summary>Five and a half hours before UTC, all year.</summary>
    private static readonly TimeZoneInfo User = TimeZoneInfo.CreateCustomTimeZone("user", TimeSpan.FromHours(5.5), "user", "user");

    /// <summary>Two hours behind.</summary>
    private static readonly TimeZoneInfo Local = TimeZoneInfo.CreateCustomTimeZone("local", TimeSpan.FromHours(-2), "local", "local");

    [Theory]
    [InlineData("08:00", "22:00", "07:59", false)]
    [InlineData("08:00", "22:00", "08:00", true)]
    [InlineData("08:00", "22:00", "21:59", true)]
    [InlineData("08:00", "22:00", "22:00", false)]
    [InlineData("22:00", "06:00", "21:59", false)]
    [InlineData("22:00", "06:00", "22:00", true)]
    [InlineData("22:00", "06:00", "00:00", true)]
    [InlineData("22:00", "06:00", "05:59", true)]
    [InlineData("22:00", "06:00", "06:00", false)]
    [InlineData("20:30", "24:00", "23:59", true)]
    [InlineData("20:30", "24:00", "00:00", false)]
    [InlineData("00:00", "00:01", "00:00", true)]
    [InlineData("00:00", "00:01", "00:01", false)]
    public void The_first_minute_counts_and_the_last_does_not(string start, string end, string at, bool counts) =>
        Read(start, end, "UTC")!.Include(Moment(at), User, Local).ShouldBe(counts);

    [Theory]
    [InlineData(null, "17:30")]
    [InlineData(" ", "17:30")]
    [InlineData("user", "17:30")]
    [InlineData("local", "10:00")]
    [InlineData("UTC", "12:00")]
    [InlineData("Asia/Tokyo", "21:00")]
    [InlineData("Mars/Base", "17:30")]
    public void They_are_those_of_the_named_zone_else_of_the_user(string? zone, string noonThere)
    {
        TimeOnly noon = TimeOnly.Parse(noonThere, CultureInfo.InvariantCulture);
        ActiveHours hours = Read(Text(noon), Text(noon.AddMinutes(1)), zone)!;

        hours.Include(Moment("12:00"), User, Local).ShouldBeTrue();
        hours.Include(Moment("12:01"), User, Local).ShouldBeFalse();
        hours.Include(Moment("11:59"), User, Local).ShouldBeFalse();

        static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"start":"08:00"}""")]
    [InlineData("""{"end":"08:00"}""")]
    [InlineData("""{"start":"08:00","end":"08:00"}""")]
    [InlineData("""{"start":"24:00","end":"08:00"}""")]
    [InlineData("""{"start":"08:00","end":"24:01"}""")]
    [InlineData("""{"start":"08:00","end":"25:00"}""")]
    [InlineData("""{"start":"08:00","end":"09:60"}""")]
    [InlineData("""{"start":"8:00","end":"22:00"}""")]
    [InlineData("""{"start":"0800x","end":"22:00"}""")]
    [InlineData("""{"start":"x8:00","end":"22:00"}""")]
    [InlineData("""{"start":"08:0x","end":"22:00"}""")]
    [InlineData("""{"start":8,"end":"22:00"}""")]
    public void What_cannot_be_read_means_always(string section) => ActiveHours.Read(new ConfigSection(JsonElement.Parse(section))).ShouldBeNull();

    private static ActiveHours? Read(string start, string end, string? zone) =>
        ActiveHours.Read(new ConfigSection(JsonSerializer.SerializeToElement(new { start, end, timezone = zone })));

    private static DateTimeOffset Moment(string time) =>
        new(new DateOnly(2026, 1, 1).ToDateTime(TimeOnly.Parse(time, CultureInfo.InvariantCulture)), TimeSpan.Zero);
}
