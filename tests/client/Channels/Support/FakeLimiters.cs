using System.Collections.Concurrent;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Limits;

namespace Moltbot.Gateway.Tests.Channels.Support;

/// <summary>Limiters that block for a while after a few failures.</summary>
internal sealed class FakeLimiters
{
    public const int Free = 3;

    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(9);

    private readonly ConcurrentDictionary<string, Limiter> limiters = new(StringComparer.Ordinal);

    public ICollection<string> Buckets => limiters.Keys;

    public ILimiterGrain Find(GrainKey key) => limiters.GetOrAdd(key.ToString(), _ => new Limiter());

    private sealed class Limiter : ILimiterGrain
    {
        private int failures;

        public Task<long> Wait() => throw new NotSupportedException();

        public Task<long> Failed() => Task.FromResult(++failures >= Free ? (long)Pause.TotalMilliseconds : 0);

    }
}
