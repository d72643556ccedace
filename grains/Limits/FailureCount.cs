namespace Moltbot.Grains.Limits;

/// <summary>Failures of one kind: the first few are free, then each costs a wait that doubles up to a limit.</summary>
/// <param name="free">Failures without a wait; at least 1.</param>
/// <param name="maxWait">The longest wait.</param>
/// <param name="time">The clock.</param>
internal sealed class FailureCount(int free, TimeSpan maxWait, TimeProvider time)
{
    /// <summary>Failures are forgotten after so long without a new one.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private int _failures;
    private long _lastFailureAt;
    private DateTimeOffset _blockedUntil;

    /// <summary>Milliseconds until the next attempt may be made; 0 when it may be made now.</summary>
    public long Wait
    {
        get
        {
            TimeSpan wait = _blockedUntil - time.GetUtcNow();
            return wait > TimeSpan.Zero ? (long)Math.Ceiling(wait.TotalMilliseconds) : 0;
        }
    }

    public void Add()
    {
        if (_failures > 0 && time.GetElapsedTime(_lastFailureAt) > Memory)
        {
            _failures = 0;
        }

        _failures++;
        _lastFailureAt = time.GetTimestamp();
        if (_failures >= free)
        {
            double seconds = Math.Min(Math.Pow(2, _failures - free), maxWait.TotalSeconds);
            _blockedUntil = time.GetUtcNow() + TimeSpan.FromSeconds(seconds);
        }
    }
}
