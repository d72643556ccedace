namespace Moltbot.TestSupport.Runs;

/// <summary>What code allocates each time it runs.</summary>
public static class Allocations
{
    /// <summary>
    /// The least bytes that one of several runs of <paramref name="action"/> allocated on this thread. What it allocates of itself
    /// it allocates in every run; what the runtime adds to one of them (a pool that a collection has emptied, a method compiled
    /// anew) is not its own.
    /// </summary>
    public static long EachTime(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var least = long.MaxValue;
        for (var run = 0; run < 20; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
