using Moltbot.Policy.Sessions.Resets;

namespace Moltbot.Policy.Tests.Sessions.Resets;

public sealed class SessionFreshnessTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-06-01T03:59:59+02:00", "2026-05-31T04:00:00+02:00")]
    [InlineData("2026-06-01T04:00:00+02:00", "2026-06-01T04:00:00+02:00")]
    [InlineData("2026-06-01T23:30:00Z", "2026-06-01T04:00:00+02:00")]
    [InlineData("2026-03-29T12:00:00+02:00", "2026-03-29T04:00:00+02:00")]
    [InlineData("2026-03-29T03:30:00+02:00", "2026-03-28T04:00:00+01:00")]
    public void The_day_turns_when_the_local_clock_shows_the_hour(string now, string expected)
    {
        var reset = SessionFreshness.LastDailyReset(At(now), 4, Berlin);

        reset.ShouldBe(At(expected));
        reset.Offset.ShouldBe(At(expected).Offset);
    }

    [Theory]
    [InlineData("2026-03-29T12:00:00+02:00", "2026-03-29T03:00:00+02:00")]
    [InlineData("2026-03-29T01:59:59+01:00", "2026-03-28T02:00:00+01:00")]
    [InlineData("2026-03-30T01:00:00+02:00", "2026-03-29T03:00:00+02:00")]
    public void An_hour_that_the_clock_jumps_over_is_when_it_goes_on(string now, string expected) =>
        SessionFreshness.LastDailyReset(At(now), 2, Berlin).ShouldBe(At(expected));

    [Theory]
    [InlineData("2026-06-01T04:00:00+02:00", true)]
    [InlineData("2026-06-01T03:59:59.999+02:00", false)]
    public void A_session_ends_at_the_turn_of_its_day(string updatedAt, bool isFresh) =>
        SessionFreshness.Evaluate(At(updatedAt), Noon, new ResetPolicy(ResetMode.Daily, 4, null), Berlin)
            .ShouldBe(new SessionFreshness(isFresh, At("2026-06-01T04:00:00+02:00"), null));

    [Theory]
    [InlineData(30, true)]
    [InlineData(29, false)]
    [InlineData(int.MaxValue, true)]
    public void A_session_ends_by_being_idle_longer_than_its_minutes(int minutes, bool isFresh)
    {
        var freshness = SessionFreshness.Evaluate(Noon.AddMinutes(-30), Noon, new ResetPolicy(ResetMode.Idle, 4, minutes), Berlin);

        freshness.ShouldBe(new SessionFreshness(isFresh, null, Noon.AddMinutes(minutes - 30L)));
    }

    [Theory]
    [InlineData("2026-06-01T03:00:00+02:00", 600, false)]
    [InlineData("2026-06-01T05:00:00+02:00", 60, false)]
    [InlineData("2026-06-01T05:00:00+02:00", 600, true)]
    public void The_first_limit_to_pass_ends_it(string updatedAt, int minutes, bool isFresh) =>
        SessionFreshness.Evaluate(At(updatedAt), Noon, new ResetPolicy(ResetMode.Daily, 4, minutes), Berlin).IsFresh.ShouldBe(isFresh);

    [Fact]
    public void A_limit_beyond_the_calendar_is_its_end() =>
        SessionFreshness.Evaluate(DateTimeOffset.MaxValue.AddMinutes(-5), Noon, new ResetPolicy(ResetMode.Idle, 4, 6), Berlin)
            .ShouldBe(new SessionFreshness(true, null, DateTimeOffset.MaxValue));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
