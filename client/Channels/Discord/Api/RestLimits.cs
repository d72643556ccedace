using Moltbot.Gateway.Channels.Outbound;

namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>
/// Keeps one bot below the limits of Discord's REST API: the buckets that answers tell of, the global limit of 50 calls in any second, and what a
/// 429 named. Safe for concurrent use.
/// </summary>
internal sealed class RestLimits(TimeProvider time, InvalidRequests invalid)
{
    private const int BucketsToRemember = 4096;
    private static readonly TimeSpan BotPeriod = TimeSpan.FromSeconds(1) / 40;
    private readonly Lock gate = new();
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, string Major), RateBucket> buckets = [];

    // 50 calls in any second: 10 that go at once and 40 that come back meanwhile.
    private readonly TokenBucket bot = new(10, BotPeriod);
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset botBlockedUntil = DateTimeOffset.MinValue;

    /// <summary>How long no call may be made because too many were refused; zero mostly.</summary>
    public TimeSpan Shut => invalid.Pause();

    /// <summary>Completes when a call of the route may be made. The turn has to be ended, with an answer or without.</summary>
    public async Task<RestTurn> Enter(RestRoute route, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (TryEnter(route, out var wait, out var signal) is { } turn)
            {
                return turn;
            }

            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(signal, Task.Delay(wait, time, end.Token));
            await end.CancelAsync();
        }
    }

    /// <summary>A turn if it is there at once; for calls that nobody misses.</summary>
    public RestTurn? TryEnter(RestRoute route) => TryEnter(route, out _, out _);

    /// <summary>Ends a turn.</summary>
    internal void Leave(RestTurn turn, RateHeaders? said)
    {
        lock (gate)
        {
            turn.Bucket.Return();
            if (said is { } told)
            {
                LearnUnderLock(turn, told);
            }

            SignalUnderLock();
        }
    }

    /// <summary>Notes a 429.</summary>
    internal void Refused(RestTurn turn, RateHeaders said, TimeSpan wait)
    {
        lock (gate)
        {
            var until = time.GetUtcNow() + wait;
            if (said.IsGlobal)
            {
                botBlockedUntil = until > botBlockedUntil ? until : botBlockedUntil;
            }

            // Interactions do not wait for the whole bot, so such a route waits by itself.
            if ((!said.IsGlobal || turn.Route.IsInteraction) && until > turn.Bucket.BlockedUntil)
            {
                turn.Bucket.BlockedUntil = until;
            }
        }
    }

    /// <summary>Notes an answer that counts towards the limit of refused calls.</summary>
    internal void Invalid() => invalid.Add();

    private RestTurn? TryEnter(RestRoute route, out TimeSpan wait, out Task signal)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            signal = changed.Task;
            wait = botBlockedUntil - now;
            if (wait > TimeSpan.Zero && !route.IsInteraction)
            {
                return null;
            }

            if (!route.IsInteraction && !bot.HasOne(now))
            {
                wait = BotPeriod;
                return null;
            }

            var bucket = BucketUnderLock(route, now);
            wait = bucket.TryTake(now);
            if (wait != TimeSpan.Zero)
            {
                return null;
            }

            if (!route.IsInteraction)
            {
                _ = bot.Take(now);
            }

            return new RestTurn(this, route, bucket);
        }
    }

    /// <summary>The first answer of a route tells its bucket, which another route may have made known before.</summary>
    private void LearnUnderLock(RestTurn turn, RateHeaders told)
    {
        var bucket = turn.Bucket;
        if (told.Bucket is { Length: > 0 } name)
        {
            names[turn.Route.Name] = name;
            if (!buckets.TryAdd((name, turn.Route.Major), bucket))
            {
                bucket = buckets[(name, turn.Route.Major)];
            }
        }

        bucket.Learn(told, time.GetUtcNow());
    }

    private RateBucket BucketUnderLock(RestRoute route, DateTimeOffset now)
    {
        var key = (names.GetValueOrDefault(route.Name, route.Name), route.Major);
        if (buckets.TryGetValue(key, out var known))
        {
            return known;
        }

        if (buckets.Count >= BucketsToRemember)
        {
            foreach (var idle in buckets.Where(bucket => bucket.Value.IsIdle(now)).Select(bucket => bucket.Key).ToList())
            {
                buckets.Remove(idle);
            }
        }

        return buckets[key] = new RateBucket();
    }

    private void SignalUnderLock()
    {
        changed.TrySetResult();
        changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
