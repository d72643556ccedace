using System.Numerics;

namespace Moltbot.Bench.Clients;

/// <summary>
/// A histogram of durations, exact to 1.6 %: per power of two of microseconds 64 buckets. Recording allocates nothing; one
/// thread records at a time.
/// </summary>
internal sealed class LatencyLog
{
    private const int SubBits = 6;
    private const int SubBuckets = 1 << SubBits;

    private readonly long[] _buckets = new long[(64 - SubBits) * SubBuckets];

    public long Count { get; private set; }

    public void Add(TimeSpan duration)
    {
        _buckets[IndexOf((ulong)Math.Max(0, duration.Ticks / TimeSpan.TicksPerMicrosecond))]++;
        Count++;
    }

    public void Add(LatencyLog other)
    {
        for (var i = 0; i < _buckets.Length; i++)
        {
            _buckets[i] += other._buckets[i];
        }

        Count += other.Count;
    }

    /// <summary>The duration that this share of all durations does not exceed.</summary>
    /// <param name="share">Above 0, at most 1.</param>
    public TimeSpan Percentile(double share)
    {
        var rank = (long)Math.Ceiling(Count * share);
        long seen = 0;
        for (var i = 0; i < _buckets.Length; i++)
        {
            seen += _buckets[i];
            if (seen >= rank && seen > 0)
            {
                return TimeSpan.FromMicroseconds(UpperBoundOf(i));
            }
        }

        return TimeSpan.Zero;
    }

    private static int IndexOf(ulong microseconds)
    {
        if (microseconds < SubBuckets)
        {
            return (int)microseconds;
        }

        var shift = BitOperations.Log2(microseconds) - SubBits;
        return ((shift + 1) * SubBuckets) + (int)((microseconds >> shift) - SubBuckets);
    }

    private static double UpperBoundOf(int index)
    {
        var (group, sub) = (index / SubBuckets, index % SubBuckets);
        return group == 0 ? sub : Math.ScaleB(SubBuckets + sub + 1, group - 1);
    }
}
