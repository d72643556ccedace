namespace Moltbot.Grains.Tasks;

/// <summary>How long a task waits for its next attempt: twice as long after each, and not all that failed together at the same time.</summary>
internal static class TaskBackoff
{
    /// <summary>After the first attempt. Arbitrary: longer than a hiccup of a provider.</summary>
    internal static readonly TimeSpan First = TimeSpan.FromSeconds(30);

    /// <summary>The longest, before what is left to chance.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The share that is left to chance, up and down.</summary>
    internal const double Jitter = 0.2;

    /// <param name="attempts">How many failed, from 1.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan After(int attempts, double chance)
    {
        double seconds = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Clamp(attempts, 1, 30) - 1), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(seconds * (1 - Jitter + (2 * Jitter * chance)));
    }
}
