using Moltbot.GrainInterfaces.Limits;

namespace Moltbot.Grains.Limits;

/// <summary>
/// Counts failures of one bucket: the first few are free, then each costs a wait that doubles up to a minute. Kept in memory: an
/// activation that is lost forgives at most <see cref="Free"/> attempts.
/// </summary>
internal sealed class LimiterGrain(TimeProvider time) : TenantGrain(time), ILimiterGrain
{
    /// <summary>Failures without a wait; a person who mistypes needs a few. Arbitrary, as the original's ten.</summary>
    private const int Free = 10;

    /// <summary>Failures are forgotten after so long without a new one.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(1);

    private int _failures;
    private long _lastFailureAt;
    private DateTimeOffset _blockedUntil;

    public Task<long> Wait()
    {
        TimeSpan wait = _blockedUntil - Time.GetUtcNow();
        return Task.FromResult(wait > TimeSpan.Zero ? (long)Math.Ceiling(wait.TotalMilliseconds) : 0);
    }

    public Task<long> Failed()
    {
        if (_failures > 0 && Time.GetElapsedTime(_lastFailureAt) > Memory)
        {
            _failures = 0;
        }

        _failures++;
        _lastFailureAt = Time.GetTimestamp();
        if (_failures >= Free)
        {
            double seconds = Math.Min(Math.Pow(2, _failures - Free), MaxWait.TotalSeconds);
            _blockedUntil = Time.GetUtcNow() + TimeSpan.FromSeconds(seconds);
        }

        return Wait();
    }

    public Task Succeeded()
    {
        _failures = 0;
        _blockedUntil = default;
        return Task.CompletedTask;
    }
}
