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

    private readonly FailureCount _failures = new(Free, TimeSpan.FromMinutes(1), time);

    public Task<long> Wait() => Task.FromResult(_failures.Wait);

    public Task<long> Failed()
    {
        _failures.Add();
        return Wait();
    }
}
