namespace Moltbot.Gateway.Channels.Outbound;

/// <summary>A rate as a bucket that refills evenly. Not thread-safe: its owner holds the lock.</summary>
/// <param name="capacity">How many may go at once.</param>
/// <param name="period">How long one takes to come back.</param>
internal sealed class TokenBucket(int capacity, TimeSpan period)
{
    // The bucket is full at this time; each one taken moves it by one period. Everything else follows from it.
    private DateTimeOffset fullAt = DateTimeOffset.MinValue;

    /// <summary>Takes one, now or in advance.</summary>
    /// <returns>How long to wait until it is there.</returns>
    public TimeSpan Take(DateTimeOffset now)
    {
        fullAt = (fullAt > now ? fullAt : now) + period;
        var wait = fullAt - now - (period * capacity);
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>Whether one is there now.</summary>
    public bool HasOne(DateTimeOffset now) => fullAt - now <= period * (capacity - 1);

    /// <summary>Whether nothing has to be remembered of it.</summary>
    public bool IsFull(DateTimeOffset now) => fullAt <= now;
}
