namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>
/// Counts the calls that Discord refused (401, 403, 429): at 10,000 in ten minutes it shuts out the whole address, with every bot behind it.
/// Safe for concurrent use.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="most">After so many no more calls are made for a while. By default half of what Discord allows: other programs may share the address.</param>
/// <param name="all">What is counted here counts there too; null when this is all there is.</param>
internal sealed class InvalidRequests(TimeProvider time, int most = InvalidRequests.MostOfAddress, InvalidRequests? all = null)
{
    /// <summary>Half of what Discord allows an address.</summary>
    public const int MostOfAddress = 5000;

    // The minute under way and the ten before it, so that a call counts for ten minutes at least.
    private const int Slots = 11;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private readonly int[] counts = new int[Slots];
    private long newest;

    /// <summary>Notes a refused call.</summary>
    public void Add()
    {
        all?.Add();
        lock (gate)
        {
            counts[AdvanceUnderLock() % Slots]++;
        }
    }

    /// <summary>How long no call may be made; zero mostly.</summary>
    public TimeSpan Pause()
    {
        var own = OwnPause();
        return all?.Pause() is { } others && others > own ? others : own;
    }

    private TimeSpan OwnPause()
    {
        lock (gate)
        {
            var minute = AdvanceUnderLock();
            var left = counts.Sum();
            if (left < most)
            {
                return TimeSpan.Zero;
            }

            // Until enough of the oldest minutes are forgotten.
            var forgotten = minute - Slots;
            while (left >= most)
            {
                left -= counts[++forgotten % Slots];
            }

            return new DateTimeOffset((forgotten + Slots) * Minute.Ticks, TimeSpan.Zero) - time.GetUtcNow();
        }
    }

    private long AdvanceUnderLock()
    {
        var now = time.GetUtcNow().Ticks / Minute.Ticks;
        if (now - newest >= Slots)
        {
            Array.Clear(counts);
        }

        for (var minute = Math.Max(newest + 1, now - Slots + 1); minute <= now; minute++)
        {
            counts[minute % Slots] = 0;
        }

        return newest = Math.Max(newest, now);
    }
}
