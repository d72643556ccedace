namespace Moltbot.Policy.Sessions.Resets;

/// <summary>Whether the next message goes on with a session or starts a new one.</summary>
/// <param name="IsFresh">False when the session ended by its rule.</param>
/// <param name="DailyResetAt">The last daily boundary; null in idle mode.</param>
/// <param name="IdleExpiresAt">When the session ends, or ended, by being idle; null without a limit.</param>
public sealed record SessionFreshness(bool IsFresh, DateTimeOffset? DailyResetAt, DateTimeOffset? IdleExpiresAt)
{
    /// <summary>Judges a session; both limits may be set, the first one to pass wins.</summary>
    public static SessionFreshness Evaluate(
        DateTimeOffset updatedAt, DateTimeOffset now, ResetPolicy policy, TimeZoneInfo zone)
    {
        DateTimeOffset? daily = policy.Mode == ResetMode.Daily ? LastDailyReset(now, policy.AtHour, zone) : null;
        DateTimeOffset? idle = policy.IdleMinutes is { } minutes ? SafeAdd(updatedAt, minutes) : null;
        var isStale = updatedAt < daily || now > idle;
        return new SessionFreshness(!isStale, daily, idle);
    }

    /// <summary>The last time the local clock showed the hour.</summary>
    public static DateTimeOffset LastDailyReset(DateTimeOffset now, int atHour, TimeZoneInfo zone)
    {
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        var boundary = Local(today.AddHours(atHour), zone);
        return now < boundary ? Local(today.AddDays(-1).AddHours(atHour), zone) : boundary;
    }

    // An hour that the clock jumps over is taken when the clock continues.
    private static DateTimeOffset Local(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(30);
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    private static DateTimeOffset SafeAdd(DateTimeOffset at, int minutes) =>
        (DateTimeOffset.MaxValue - at).TotalMinutes <= minutes ? DateTimeOffset.MaxValue : at.AddMinutes(minutes);
}
