namespace Moltbot.TestSupport.Time;

/// <summary>
/// A clock that stands still for everybody but who waits for the rest of a millisecond. Orleans' reminders wait for an instant by a delay, which
/// knows whole milliseconds only, and then look at the clock again, for ever if it stands. Asked a thousand times without a timer in between, it is
/// a millisecond further, until it really moves.
/// </summary>
internal sealed class RestlessTime(TimeProvider inner) : TimeProvider
{
    private const int Restless = 1000;

    private readonly Lock _gate = new();
    private DateTimeOffset _seen;
    private int _asked;

    /// <inheritdoc/>
    public override long TimestampFrequency => inner.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        DateTimeOffset now = inner.GetUtcNow();
        lock (_gate)
        {
            _asked = now == _seen ? _asked + 1 : 0;
            _seen = now;
            return _asked < Restless ? now : now.AddMilliseconds(1);
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => inner.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _asked = 0;
        }

        return inner.CreateTimer(callback, state, dueTime, period);
    }
}
