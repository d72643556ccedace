using System.Globalization;

namespace Moltbot.TestSupport.Discord;

/// <summary>A bucket of the REST API: so many calls in a window that begins with the first.</summary>
internal sealed class SimulatedBucket(string name, int limit, TimeSpan window, TimeProvider time)
{
    private DateTimeOffset resetAt = DateTimeOffset.MinValue;
    private int remaining;

    /// <summary>Whether a call may pass.</summary>
    public bool TryTake()
    {
        var now = time.GetUtcNow();
        if (resetAt <= now)
        {
            resetAt = now + window;
            remaining = limit;
        }

        if (remaining == 0)
        {
            return false;
        }

        remaining--;
        return true;
    }

    /// <summary>Seconds until the next window.</summary>
    public double ResetAfter => Math.Max(0, (resetAt - time.GetUtcNow()).TotalSeconds);

    public Dictionary<string, string> Headers => new(StringComparer.Ordinal)
    {
        ["X-RateLimit-Bucket"] = name,
        ["X-RateLimit-Limit"] = limit.ToString(CultureInfo.InvariantCulture),
        ["X-RateLimit-Remaining"] = remaining.ToString(CultureInfo.InvariantCulture),
        ["X-RateLimit-Reset-After"] = ResetAfter.ToString("0.000", CultureInfo.InvariantCulture),
    };
}
