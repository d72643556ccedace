using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sessions.Support;

/// <summary>A manual clock whose timers that are due at once fire at once: that takes no time.</summary>
internal sealed class PromptTime(ManualTime manual) : TimeProvider
{
    public override long TimestampFrequency => manual.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => manual.GetUtcNow();

    public override long GetTimestamp() => manual.GetTimestamp();

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
