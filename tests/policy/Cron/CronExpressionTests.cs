using System.Globalization;
using System.Text.Json;
using Moltbot.Policy.Cron;

namespace Moltbot.Policy.Tests.Cron;

/// <summary>What a cron expression may say.</summary>
public sealed class CronExpressionTests
{
    private const string Noon = "2026-02-01T12:00:00Z";

    [Theory]
    [InlineData("@yearly", "2027-01-01T00:00:00Z")]
    [InlineData("@Annually", "2027-01-01T00:00:00Z")]
    [InlineData("@monthly", "2026-03-01T00:00:00Z")]
    [InlineData("@weekly", "2026-02-08T00:00:00Z")]
    [InlineData("@daily", "2026-02-02T00:00:00Z")]
    [InlineData(" @hourly ", "2026-02-01T13:00:00Z")]
    public void Some_expressions_have_names(string expr, string due) => Next(expr, Noon).ShouldBe(due);

    [Theory]
    [InlineData("0 0 * * 6L", "2026-02-20T12:00:00Z", "2026-02-28T00:00:00Z")]
    [InlineData("0 0 * * SATl", "2026-02-20T12:00:00Z", "2026-02-28T00:00:00Z")]
    [InlineData("0 0 * * sat#l", "2026-02-20T12:00:00Z", "2026-02-28T00:00:00Z")]
    [InlineData("0 0 * * 7L", Noon, "2026-02-22T00:00:00Z")]
    [InlineData("0 0 * * 7#2", Noon, "2026-02-08T00:00:00Z")]
    [InlineData("0 0 * * 7#L", Noon, "2026-02-22T00:00:00Z")]
    [InlineData("0 0 * * 0#1", Noon, "2026-03-01T00:00:00Z")]
    [InlineData("0 0 * * 1#1", Noon, "2026-02-02T00:00:00Z")]
    [InlineData("0 0 * * 0#5", Noon, "2026-03-29T00:00:00Z")]
    [InlineData("0 0 * * 1#3,5", "2026-02-13T12:00:00Z", "2026-02-16T00:00:00Z")]
    [InlineData("0 0 * * 1#3,5", "2026-02-16T12:00:00Z", "2026-02-20T00:00:00Z")]
    [InlineData("0 0 * * 05", Noon, "2026-02-06T00:00:00Z")]
    public void A_weekday_may_be_one_of_the_month(string expr, string after, string due) => Next(expr, after).ShouldBe(due);

    [Theory]
    [InlineData("0 0 l * *", Noon, "2026-02-28T00:00:00Z")]
    [InlineData("0 0 5,L * *", Noon, "2026-02-05T00:00:00Z")]
    [InlineData("0 0 5,L * *", "2026-02-05T12:00:00Z", "2026-02-28T00:00:00Z")]
    [InlineData("0 0 L 2 *", "2027-03-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 13 * *", Noon, "2026-02-13T00:00:00Z")]
    [InlineData("0 0 ? * 3", Noon, "2026-02-04T00:00:00Z")]
    [InlineData("0 0 13 * 3", Noon, "2026-02-04T00:00:00Z")]
    [InlineData("0 0 3 * 5", Noon, "2026-02-03T00:00:00Z")]
    [InlineData("0 0 L * 5", Noon, "2026-02-06T00:00:00Z")]
    [InlineData("0 0 13 * 5#4", Noon, "2026-02-13T00:00:00Z")]
    [InlineData("0 0 */10 * 3", Noon, "2026-02-11T00:00:00Z")]
    [InlineData("0 0 4 * */2", Noon, "2026-04-04T00:00:00Z")]
    [InlineData("0 0 *,L * 3", Noon, "2026-02-02T00:00:00Z")]
    [InlineData("0 0 13 * *,5L", Noon, "2026-02-02T00:00:00Z")]
    public void Days_of_the_month_and_of_the_week_add_up_unless_one_is_open(string expr, string after, string due) => Next(expr, after).ShouldBe(due);

    [Theory]
    [InlineData("1,1 * * * *", "2026-02-01T12:01:00Z")]
    [InlineData("1-5,3 * * * *", "2026-02-01T12:01:00Z")]
    [InlineData("3-3,2-4 13 * * *", "2026-02-01T13:02:00Z")]
    [InlineData("10-30/15 13 * * *", "2026-02-01T13:10:00Z")]
    [InlineData("40/15 12 * * *", "2026-02-01T12:40:00Z")]
    [InlineData("*/59 13 * * *", "2026-02-01T13:00:00Z")]
    [InlineData("59 23 * * *", "2026-02-01T23:59:00Z")]
    [InlineData("59 59 23 31 12 *", "2026-12-31T23:59:59Z")]
    [InlineData("30 5 13 * * *", "2026-02-01T13:05:30Z")]
    [InlineData("0 0 1 MAR-may *", "2026-03-01T00:00:00Z")]
    [InlineData("0 0 1 1,6 ?", "2026-06-01T00:00:00Z")]
    [InlineData("0 0 31 * *", "2026-03-31T00:00:00Z")]
    public void A_field_is_a_list_of_numbers_ranges_and_steps(string expr, string due) => Next(expr, Noon).ShouldBe(due);

    [Theory]
    [InlineData("JAN feb MAR apr MAY jun JUL aug SEP oct NOV dec", "0 0 1 {0} *", "2026-01-01T00:00:00Z 2026-02-01T00:00:00Z 2026-03-01T00:00:00Z 2026-04-01T00:00:00Z 2026-05-01T00:00:00Z 2026-06-01T00:00:00Z 2026-07-01T00:00:00Z 2026-08-01T00:00:00Z 2026-09-01T00:00:00Z 2026-10-01T00:00:00Z 2026-11-01T00:00:00Z 2026-12-01T00:00:00Z")]
    [InlineData("mon TUE wed THU fri SAT sun", "0 0 * * {0}", "2025-12-15T00:00:00Z 2025-12-16T00:00:00Z 2025-12-17T00:00:00Z 2025-12-18T00:00:00Z 2025-12-19T00:00:00Z 2025-12-20T00:00:00Z 2025-12-21T00:00:00Z")]
    public void Months_and_weekdays_have_names(string names, string expr, string due) =>
        names.Split(' ').Select(name => Next(string.Format(CultureInfo.InvariantCulture, expr, name), "2025-12-14T12:00:00Z")).ShouldBe(due.Split(' '));

    [Theory]
    [InlineData("3,1-5 13 * * *", "2026-02-01T13:02:30Z", "2026-02-01T13:03:00Z")]
    [InlineData("10-30/15 13 * * *", "2026-02-01T13:10:00Z", "2026-02-01T13:25:00Z")]
    [InlineData("10-30/15 13 * * *", "2026-02-01T13:25:00Z", "2026-02-02T13:10:00Z")]
    [InlineData("*/59 13 * * *", "2026-02-01T13:00:00Z", "2026-02-01T13:59:00Z")]
    [InlineData("5-10 30 9,17 * * *", "2026-02-01T09:30:10Z", "2026-02-01T17:30:05Z")]
    [InlineData("5-10 30 9,17 * * *", "2026-02-01T17:30:07.5Z", "2026-02-01T17:30:08Z")]
    [InlineData("20 30,40 9,17 * * *", "2026-02-01T09:30:20Z", "2026-02-01T09:40:20Z")]
    [InlineData("20 30,40 9,17 * * *", "2026-02-01T09:40:20Z", "2026-02-01T17:30:20Z")]
    [InlineData("20 30,40 9,17 * * *", "2026-02-01T17:40:20Z", "2026-02-02T09:30:20Z")]
    [InlineData("30 9 10 6 *", "2026-06-10T09:30:00Z", "2027-06-10T09:30:00Z")]
    [InlineData("0 0 1 6 *", "2026-07-15T00:00:00Z", "2027-06-01T00:00:00Z")]
    [InlineData("0 0 29 2 1", "2026-01-31T00:00:00Z", "2026-02-02T00:00:00Z")]
    public void After_one_due_time_comes_the_next(string expr, string after, string due) => Next(expr, after).ShouldBe(due);

    [Theory]
    [InlineData("*/2/3 * * * *", "the minute '*/2/3'")]
    [InlineData("/5 * * * *", "the minute '/5'")]
    [InlineData("*/x * * * *", "the minute '*/x'")]
    [InlineData("*/60 * * * *", "the minute '*/60'")]
    [InlineData("1-2-3 * * * *", "the minute '1-2-3'")]
    [InlineData("-5 * * * *", "the minute '-5'")]
    [InlineData("001 * * * *", "the minute '001'")]
    [InlineData("60 * * * * *", "the second '60'")]
    [InlineData("* * 32 * *", "the day of the month '32'")]
    [InlineData("* * 5L * *", "the day of the month '5L'")]
    [InlineData("* * * 13 *", "the month '13'")]
    [InlineData("* * * 0 *", "the month '0'")]
    [InlineData("* * * * 5#0", "the day of the week '5#0'")]
    [InlineData("* * * * 5#6", "the day of the week '5#6'")]
    [InlineData("* * * * 5#x", "the day of the week '5#x'")]
    [InlineData("* * * * 5#2#3", "the day of the week '5#2#3'")]
    [InlineData("* * * * 8#2", "the day of the week '8#2'")]
    [InlineData("* * * * L", "the day of the week 'L'")]
    [InlineData("* * * * 8L", "the day of the week '8L'")]
    [InlineData("* * * * 10", "the day of the week '10'")]
    [InlineData("* * * * MONX", "the day of the week 'MONX'")]
    [InlineData("* * * * 1,", "the day of the week '1,'")]
    public void What_no_field_may_say_is_named(string expr, string problem)
    {
        var (schedule, said) = Read(expr);
        schedule.ShouldBeNull();
        said.ShouldStartWith($"CronPattern: {problem} is not understood: allowed are ");
    }

    [Fact]
    public void An_expression_has_512_characters_at_most()
    {
        var longest = string.Join(',', Enumerable.Repeat("10", 167)) + ",1  * * * *";
        longest.Length.ShouldBe(511);
        Read(longest.Replace("  ", "   ", StringComparison.Ordinal)).Problem.ShouldBeNull();
        var (schedule, problem) = Read(longest.Replace("  ", "    ", StringComparison.Ordinal));
        schedule.ShouldBeNull();
        problem.ShouldBe("CronPattern: too long (513 > 512 characters)");
    }

    [Fact]
    public void The_rarest_day_comes_within_forty_years() => Next("0 0 29 2 */7", "2088-03-01T00:00:00Z").ShouldBe("2128-02-29T00:00:00Z");

    [Theory]
    [InlineData("0 0 29 2 *", "1969-12-31T23:59:59Z", null)]
    [InlineData("0 0 29 2 *", "1970-01-01T00:00:00Z", "1972-02-29T00:00:00Z")]
    [InlineData("0 0 30 2 *", Noon, null)]
    [InlineData("0 0 1 7 *", "9998-06-01T00:00:00Z", "9998-07-01T00:00:00Z")]
    [InlineData("0 0 30 2 *", "9998-06-01T00:00:00Z", null)]
    [InlineData("0 0 1 1 *", "9998-06-01T00:00:00Z", null)]
    [InlineData("* * * * *", "9998-12-31T23:59:30Z", null)]
    public void No_time_comes_before_1970_after_9998_or_on_a_day_that_is_none(string expr, string after, string? due) => Next(expr, after).ShouldBe(due);

    private static string? Next(string expr, string after)
    {
        var (schedule, problem) = Read(expr);
        problem.ShouldBeNull();
        return schedule!.After(DateTimeOffset.Parse(after, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds()) is { } due
            ? DateTimeOffset.FromUnixTimeMilliseconds(due).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : null;
    }

    private static (CronSchedule? Schedule, string? Problem) Read(string expr) =>
        CronSchedule.Read(JsonSerializer.SerializeToElement(new { kind = "cron", expr }), TimeZoneInfo.Utc);
}
