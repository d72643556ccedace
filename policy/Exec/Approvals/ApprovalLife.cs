namespace Moltbot.Policy.Exec.Approvals;

/// <summary>How long a request waits for its answer, and an answer for its run.</summary>
public static class ApprovalLife
{
    /// <summary>How long a request of a client waits that does not say (method <c>exec.approval.request</c>).</summary>
    public static readonly TimeSpan OfClients = TimeSpan.FromMinutes(2);

    /// <summary>The longest wait. Arbitrary: whoever has not answered in a day has forgotten what it was about.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>
    /// How long what was allowed may be redeemed. Arbitrary: the run begins at once when its asker lives, and nobody should find an old
    /// permission lying about.
    /// </summary>
    public static readonly TimeSpan OfGrants = TimeSpan.FromMinutes(10);

    /// <summary>A wait of so many milliseconds, at least one; longer than <see cref="Longest"/> is that.</summary>
    public static TimeSpan Of(long milliseconds) => TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 1, (long)Longest.TotalMilliseconds));

    /// <summary>When a request ends, epoch milliseconds.</summary>
    public static long ExpiresAt(long createdAtMs, TimeSpan wait) => createdAtMs + (long)Math.Clamp(wait.TotalMilliseconds, 1, Longest.TotalMilliseconds);

    /// <summary>Whether an answer comes too late. Judged whenever it matters, not when a timer says so.</summary>
    public static bool IsOver(long expiresAtMs, long nowMs) => nowMs >= expiresAtMs;
}
