namespace Moltbot.Grains;

/// <summary>
/// When the reminder of a grain with due times is to begin to tick. It comes once a minute and wakes the grain shortly before the time; the
/// grain's own timer does the rest to the millisecond.
/// </summary>
internal static class DueReminder
{
    /// <summary>How far ahead a timer is wound.</summary>
    public static readonly TimeSpan TimerReach = TimeSpan.FromMinutes(2);

    /// <summary>How long before the due time it comes.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(1);

    /// <summary>How far ahead it is set; it is set again when it comes.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromDays(1);

    /// <summary>From when on it is to tick, epoch milliseconds; null for never. One that ticks already stays for what is near.</summary>
    /// <param name="due">When something is due, epoch milliseconds; null for never.</param>
    /// <param name="isUnfinished">Whether something that was begun is to be gone on with.</param>
    /// <param name="known">From when on it ticks now; null for never.</param>
    /// <param name="now">Epoch milliseconds.</param>
    public static long? From(long? due, bool isUnfinished, long? known, long now)
    {
        if (!isUnfinished && due is null)
        {
            return null;
        }

        long wanted = isUnfinished ? now : Math.Max(due!.Value - (long)Lead.TotalMilliseconds, now);
        wanted = Math.Min(wanted, now + (long)Reach.TotalMilliseconds);
        return known is { } from && IsGoodEnough(from, wanted, now) ? from : wanted;
    }

    private static bool IsGoodEnough(long known, long wanted, long now) =>
        known <= wanted && (known > now ? known == wanted || wanted - now > Reach.TotalMilliseconds / 2 : wanted - now <= Lead.TotalMilliseconds);
}
