namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>
/// One bucket: so many calls in a window that begins with the first. Until an answer told its size, one call goes at a time. Not
/// thread-safe: its owner holds the lock.
/// </summary>
internal sealed class RateBucket
{
    private int limit = 1;
    private int remaining = 1;
    private DateTimeOffset resetAt = DateTimeOffset.MaxValue;
    private int inFlight;

    /// <summary>Set by a 429.</summary>
    public DateTimeOffset BlockedUntil { get; set; } = DateTimeOffset.MinValue;

    /// <summary>Takes a turn.</summary>
    /// <returns>Zero when it is taken; else how long until one may be there. An answer may bring it sooner.</returns>
    public TimeSpan TryTake(DateTimeOffset now)
    {
        if (BlockedUntil > now)
        {
            return BlockedUntil - now;
        }

        if (resetAt <= now)
        {
            remaining = limit;
            resetAt = DateTimeOffset.MaxValue;
        }

        if (remaining > inFlight)
        {
            inFlight++;
            return TimeSpan.Zero;
        }

        return resetAt == DateTimeOffset.MaxValue ? Timeout.InfiniteTimeSpan : resetAt - now;
    }

    /// <summary>A call is over.</summary>
    public void Return() => inFlight--;

    /// <summary>Takes note of what an answer said about the bucket.</summary>
    public void Learn(RateHeaders said, DateTimeOffset now)
    {
        if (said is not { Limit: > 0 and var size, Remaining: { } left, ResetAfter: { } reset })
        {
            return;
        }

        // Answers overtake one another: within a window the least that was told counts.
        var until = now + reset;
        var sameWindow = resetAt != DateTimeOffset.MaxValue && (until - resetAt).Duration() < TimeSpan.FromSeconds(1);
        remaining = sameWindow ? Math.Min(remaining, left) : left;
        limit = size;
        resetAt = until;
    }

    /// <summary>Whether nothing has to be remembered of it.</summary>
    public bool IsIdle(DateTimeOffset now) => inFlight == 0 && BlockedUntil <= now && (resetAt == DateTimeOffset.MaxValue || resetAt <= now);
}
