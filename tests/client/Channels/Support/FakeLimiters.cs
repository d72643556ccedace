using System.Collections.Concurrent;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Limits;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Support;

/// <summary>Limiters that block for a while after a few failures.</summary>
/// <param name="time">The clock.</param>
internal sealed class FakeLimiters(ManualTime time)
{
    public const int Free = 3;

    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(9);

    private readonly ConcurrentDictionary<string, Limiter> limiters = new(StringComparer.Ordinal);

    /// <summary>The buckets in which something failed.</summary>
    public IReadOnlyCollection<string> Buckets => [.. limiters.Where(static limiter => limiter.Value.HasFailed).Select(static limiter => limiter.Key)];

    /// <summary>What whoever asks meets; null for nothing.</summary>
    public Exception? Trouble { get; set; }

    public ILimiterGrain Find(GrainKey key) => limiters.GetOrAdd(key.ToString(), _ => new Limiter(this, time));

    private sealed class Limiter(FakeLimiters all, ManualTime time) : ILimiterGrain
    {
        private int failures;
        private DateTimeOffset until;

        public bool HasFailed => failures > 0;

        public Task<long> Wait() => all.Trouble is { } trouble
            ? Task.FromException<long>(trouble)
            : Task.FromResult(Math.Max(0, (long)(until - time.GetUtcNow()).TotalMilliseconds));

        public Task<long> Failed()
        {
            if (++failures >= Free)
            {
                until = time.GetUtcNow() + Pause;
            }

            return Wait();
        }
    }
}
