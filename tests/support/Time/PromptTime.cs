namespace Moltbot.TestSupport.Time;

/// <summary>A manual clock whose timers that are due at once fire at once: that takes no time.</summary>
public sealed class PromptTime(ManualTime manual) : TimeProvider
{
    /// <summary>
    /// The clock of a host under test. When none is given it stands still, at the real hour, which devices sign: then no limit, block
    /// or deadline runs out because the machine is slow. A manual one is made prompt, any other is taken as it is.
    /// </summary>
    public static TimeProvider For(TimeProvider? time) => time switch
    {
        null => new PromptTime(new ManualTime(System.GetUtcNow())),
        ManualTime manual => new PromptTime(manual),
        _ => time,
    };

    /// <inheritdoc/>
    public override long TimestampFrequency => manual.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => manual.GetUtcNow();

    /// <inheritdoc/>
    public override long GetTimestamp() => manual.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new PromptTimer(manual, callback, state, dueTime, period);

    private sealed class PromptTimer : ITimer
    {
        private readonly ITimer _inner;
        private readonly TimerCallback _callback;
        private readonly object? _state;

        public PromptTimer(ManualTime manual, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _callback = callback;
            _state = state;
            _inner = manual.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != TimeSpan.Zero)
            {
                return _inner.Change(dueTime, period);
            }

            ThreadPool.QueueUserWorkItem(_ => _callback(_state));
            return _inner.Change(period, period);
        }

        public void Dispose() => _inner.Dispose();

        public ValueTask DisposeAsync() => _inner.DisposeAsync();
    }
}
