using System.Globalization;
using System.Text.Json;
using Moltbot.Policy.Cron;

namespace Moltbot.Policy.Tests.Cron;

/// <summary>When jobs are due.</summary>
public sealed class CronScheduleTests
{
    private const string Berlin = "Europe/Berlin";

    [Theory]
    [InlineData("0 9 * * *", "2026-01-31T12:00:00Z", "2026-02-01T09:00:00Z")]
    [InlineData("0 9 * * *", "2026-01-31T09:00:00Z", "2026-02-01T09:00:00Z")]
    [InlineData("0 9 * * *", "2026-01-31T08:59:59.999Z", "2026-01-31T09:00:00Z")]
    [InlineData("*/15 * * * *", "2026-01-31T12:00:00Z", "2026-01-31T12:15:00Z")]
    [InlineData("5/20 * * * *", "2026-01-31T12:06:00Z", "2026-01-31T12:25:00Z")]
    [InlineData("*/10 * * * * *", "2026-01-31T12:00:03Z", "2026-01-31T12:00:10Z")]
    [InlineData("30 59 23 31 DEC *", "2026-01-31T12:00:00Z", "2026-12-31T23:59:30Z")]
    [InlineData("0 0 * * mon-fri", "2026-01-30T12:00:00Z", "2026-02-02T00:00:00Z")]
    [InlineData("0 0 * * 7", "2026-01-31T12:00:00Z", "2026-02-01T00:00:00Z")]
    [InlineData("0 0 * * 5-7", "2026-01-31T12:00:00Z", "2026-02-01T00:00:00Z")]
    [InlineData("0 0 13 * 5", "2026-02-01T00:00:00Z", "2026-02-06T00:00:00Z")]
    [InlineData("0 0 */2 * 1", "2026-02-01T00:00:00Z", "2026-02-09T00:00:00Z")]
    [InlineData("0 0 L * *", "2026-02-01T00:00:00Z", "2026-02-28T00:00:00Z")]
    [InlineData("0 0 * * 5#2", "2026-02-01T00:00:00Z", "2026-02-13T00:00:00Z")]
    [InlineData("0 0 * * FRI#L", "2026-02-01T00:00:00Z", "2026-02-27T00:00:00Z")]
    [InlineData("0 0 * * 5L", "2026-02-28T00:00:00Z", "2026-03-27T00:00:00Z")]
    [InlineData("0 0 29 2 *", "2096-03-01T00:00:00Z", "2104-02-29T00:00:00Z")]
    [InlineData("@daily", "2026-01-31T12:00:00Z", "2026-02-01T00:00:00Z")]
    [InlineData("  0   9 * * *  ", "2026-01-31T12:00:00Z", "2026-02-01T09:00:00Z")]
    public void An_expression_is_due_next(string expr, string after, string due) => Next(expr, "UTC", after).ShouldBe(due);

    [Theory]
    // 29 March 2026: 02:00 to 03:00 is left out, at 01:00Z.
    [InlineData("30 2 * * *", "2026-03-28T02:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("30 2 * * *", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("0 3 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("30 * * * *", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z")]
    [InlineData("0 9 * * *", "2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z")]
    // 25 October 2026: 02:00 to 03:00 comes twice, from 00:00Z and from 01:00Z.
    [InlineData("30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("30 2 * * *", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("30 2 * * *", "2026-10-25T01:10:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("0 3 * * *", "2026-10-24T12:00:00Z", "2026-10-25T02:00:00Z")]
    [InlineData("30 * * * *", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("*/20 * * * *", "2026-10-25T00:40:00Z", "2026-10-25T01:00:00Z")]
    public void The_clocks_are_changed_in_between(string expr, string after, string due) => Next(expr, Berlin, after).ShouldBe(due);

    [Fact]
    public void A_schedule_that_goes_through_every_hour_is_due_whenever_the_wall_clock_says_so()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Berlin);
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var step = random.Next(1, 30);
            var begin = random.Next(0, 20);
            var moment = new DateTimeOffset(2026, random.Next(2) == 0 ? 3 : 10, random.Next(2) == 0 ? 28 : 25, random.Next(24), random.Next(60), 0, TimeSpan.Zero);
            var expected = moment.AddMinutes(1);
            while (!IsMinute(TimeZoneInfo.ConvertTime(expected, zone).Minute))
            {
                expected = expected.AddMinutes(1);
            }

            Next($"{begin}-59/{step} * * * *", Berlin, moment.ToString("O", CultureInfo.InvariantCulture)).ShouldBe(Text(expected), $"{begin}-59/{step} after {moment:O}");

            bool IsMinute(int minute) => minute >= begin && (minute - begin) % step == 0;
        }
    }

    [Theory]
    [InlineData("not cron", "CronPattern: invalid configuration format ('not cron'), exactly five or six space separated parts are required.")]
    [InlineData("* * * * * * *", "CronPattern: invalid configuration format ('* * * * * * *'), exactly five or six space separated parts are required.")]
    [InlineData("60 * * * *", "CronPattern: the minute '60' is not understood: allowed are 0 to 59, lists (a,b), ranges (a-b), steps (*/n, a-b/n) and *")]
    [InlineData("* 24 * * *", "CronPattern: the hour '24' is not understood: allowed are 0 to 23, lists (a,b), ranges (a-b), steps (*/n, a-b/n) and *")]
    [InlineData("* * 0 * *", "CronPattern: the day of the month '0' is not understood: allowed are 1 to 31, lists (a,b), ranges (a-b), steps (*/n, a-b/n) and *")]
    [InlineData("* * * FOO *", "CronPattern: the month 'FOO' is not understood: allowed are 1 to 12, JAN to DEC, lists (a,b), ranges (a-b), steps (*/n, a-b/n) and *")]
    [InlineData("* * * * 8", "CronPattern: the day of the week '8' is not understood: allowed are 0 to 7, SUN to SAT, lists (a,b), ranges (a-b), steps (*/n, a-b/n) and *")]
    [InlineData("*/0 * * * *", "CronPattern: the minute '*/0' is not understood: allowed are 0 to 59, lists (a,b), ranges (a-b), steps (*/n, a-b/n) and *")]
    [InlineData("5-1 * * * *", "CronPattern: the minute '5-1' is not understood: allowed are 0 to 59, lists (a,b), ranges (a-b), steps (*/n, a-b/n) and *")]
    [InlineData("1,, * * * *", "CronPattern: the minute '1,,' is not understood: allowed are 0 to 59, lists (a,b), ranges (a-b), steps (*/n, a-b/n) and *")]
    [InlineData("+1 * * * *", "CronPattern: the minute '+1' is not understood: allowed are 0 to 59, lists (a,b), ranges (a-b), steps (*/n, a-b/n) and *")]
    public void What_is_no_expression_is_told_what_is_allowed(string expr, string problem)
    {
        var (schedule, said) = CronSchedule.Read(Json($$"""{"kind":"cron","expr":"{{expr}}"}"""), TimeZoneInfo.Utc);
        schedule.ShouldBeNull();
        said.ShouldBe(problem);
    }

    [Theory]
    [InlineData("""{"kind":"every","everyMs":999}""", "schedule.everyMs must be at least 1000 (one second)")]
    [InlineData("""{"kind":"every","everyMs":1000}""", null)]
    [InlineData("""{"kind":"cron","expr":" "}""", "schedule.expr is empty: five or six space separated parts are required")]
    [InlineData("""{"kind":"cron","expr":"0 0 31 2 *"}""", "schedule.expr names a day that never comes")]
    [InlineData("""{"kind":"at","atMs":1}""", null)]
    public void A_new_job_needs_a_time_that_comes(string schedule, string? refusal) =>
        CronSchedule.Read(Json(schedule), TimeZoneInfo.Utc).Schedule!.RefusalOf(1_770_000_000_000).ShouldBe(refusal);

    [Theory]
    [InlineData("""{"kind":"at"}""", "schedule.atMs must be a moment in epoch milliseconds, 0 to 253370764799999")]
    [InlineData("""{"kind":"at","atMs":1e15}""", "schedule.atMs must be a moment in epoch milliseconds, 0 to 253370764799999")]
    [InlineData("""{"kind":"every","everyMs":"5"}""", "schedule.everyMs must be a number of milliseconds, at least 1000")]
    [InlineData("""{"kind":"never"}""", "schedule.kind must be at, every or cron")]
    [InlineData("""{"kind":"cron","expr":"* * * * *","tz":"Mars/Base"}""", "Invalid time zone specified: Mars/Base")]
    [InlineData("[]", "schedule.kind must be at, every or cron")]
    public void What_is_no_schedule_is_refused(string schedule, string problem) => CronSchedule.Read(Json(schedule), TimeZoneInfo.Utc).Problem.ShouldBe(problem);

    [Fact]
    public void A_period_is_aligned_to_its_anchor_or_to_when_the_job_began()
    {
        Every("""{"kind":"every","everyMs":60000,"anchorMs":1030}""").After(1030).ShouldBe(61_030);
        Every("""{"kind":"every","everyMs":60000,"anchorMs":1030}""").After(61_029).ShouldBe(61_030);
        Every("""{"kind":"every","everyMs":60000,"anchorMs":1030}""").After(0).ShouldBe(1030);
        Every("""{"kind":"every","everyMs":60000}""").After(200_000, began: 5000).ShouldBe(245_000);
    }

    [Fact]
    public void A_moment_is_due_once_until_it_has_come()
    {
        var once = Every("""{"kind":"at","atMs":5000.9}""");
        (once.Kind, once.IsOnce, once.After(4999), once.After(5000)).ShouldBe(("at", true, 5000L, null));
        Every("""{"kind":"at","atMs":253370764799999}""").After(0).ShouldBe(CronSchedule.MaxMoment);
        CronSchedule.Read(Json("""{"kind":"at","atMs":253370764800000}"""), TimeZoneInfo.Utc).Schedule.ShouldBeNull();
        CronSchedule.Read(Json("""{"kind":"at","atMs":-1}"""), TimeZoneInfo.Utc).Schedule.ShouldBeNull();
        Every("""{"kind":"cron","expr":"* * * * *"}""").IsOnce.ShouldBeFalse();
    }

    [Fact]
    public void A_period_and_its_anchor_are_no_longer_than_time()
    {
        Every("""{"kind":"every","everyMs":253370764799999,"anchorMs":253370764799999}""").After(0).ShouldBe(CronSchedule.MaxMoment);
        CronSchedule.Read(Json("""{"kind":"every","everyMs":253370764800000}"""), TimeZoneInfo.Utc).Problem.ShouldBe("schedule.everyMs must be a number of milliseconds, at least 1000");
        CronSchedule.Read(Json("""{"kind":"every","everyMs":5000,"anchorMs":253370764800000}"""), TimeZoneInfo.Utc).Schedule.ShouldBeNull();
        Every("""{"kind":"every","everyMs":0,"anchorMs":0}""").After(7).ShouldBe(8, "what was stored with no period goes through every millisecond");
        Every("""{"kind":"every","everyMs":1000,"anchorMs":"5"}""").After(7, began: 6).ShouldBe(1006, "what is no moment is none");
    }

    [Theory]
    [InlineData("""{"kind":"cron"}""")]
    [InlineData("""{"kind":"cron","expr":5}""")]
    [InlineData("""{"kind":"cron","expr":" "}""")]
    public void An_expression_that_says_nothing_is_never_due(string schedule)
    {
        Every(schedule).After(1_770_000_000_000).ShouldBeNull();
        Every(schedule).RefusalOf(1_770_000_000_000).ShouldBe("schedule.expr is empty: five or six space separated parts are required");
    }

    [Fact]
    public void An_expression_is_due_at_moments_that_a_date_can_be()
    {
        var every = Every("""{"kind":"cron","expr":"* * * * *"}""");
        every.After(0).ShouldBe(60_000);
        every.After(-1).ShouldBeNull();
        every.After(CronSchedule.MaxMoment).ShouldBeNull();
        every.After(long.MaxValue).ShouldBeNull();
        every.After(long.MinValue).ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"kind":"cron","expr":"0 9 * * *"}""", "2026-01-31T08:00:00Z")]
    [InlineData("""{"kind":"cron","expr":"0 9 * * *","tz":" "}""", "2026-01-31T08:00:00Z")]
    [InlineData("""{"kind":"cron","expr":"0 9 * * *","tz":5}""", "2026-01-31T08:00:00Z")]
    [InlineData("""{"kind":"cron","expr":"0 9 * * *","tz":" America/New_York "}""", "2026-01-31T14:00:00Z")]
    public void An_expression_that_names_no_zone_has_the_one_given(string schedule, string due) =>
        Text(DateTimeOffset.FromUnixTimeMilliseconds(CronSchedule.Read(Json(schedule), TimeZoneInfo.FindSystemTimeZoneById(Berlin)).Schedule!
            .After(DateTimeOffset.Parse("2026-01-31T00:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds())!.Value)).ShouldBe(due);

    private static CronSchedule Every(string schedule) => CronSchedule.Read(Json(schedule), TimeZoneInfo.Utc).Schedule!;

    private static string? Next(string expr, string zone, string after)
    {
        var (schedule, problem) = CronSchedule.Read(Json($$"""{"kind":"cron","expr":"{{expr}}","tz":"{{zone}}"}"""), TimeZoneInfo.Local);
        problem.ShouldBeNull();
        return schedule!.After(DateTimeOffset.Parse(after, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds()) is { } due ? Text(DateTimeOffset.FromUnixTimeMilliseconds(due)) : null;
    }

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
