using System.Diagnostics;

namespace Moltbot.System.Tests.Support;

/// <summary>
/// Measures what must be prompt, on a machine that may be busy with something else: of a few rounds the quickest counts, and where a
/// plain request takes long, what is measured may take as many of them as it would fit into a second on a quiet machine. What waits for a
/// timer or a look-up now and then is quick in no round.
/// </summary>
internal static class Promptness
{
    private const int Rounds = 5;

    /// <summary>A request takes about ten milliseconds on a machine that has nothing else to do, fifty on a small one.</summary>
    private const int RequestsInASecond = 20;

    /// <summary>Fails unless a round takes less than a second, or than twenty requests where those take longer; stops at the first that does.</summary>
    /// <param name="round">One round from its beginning; answers how long it took.</param>
    /// <param name="request">A plain request that waits for nothing.</param>
    public static async Task ShouldTakeLessThanASecond(Func<Task<TimeSpan>> round, Func<Task> request)
    {
        for (int number = 1; ; number++)
        {
            TimeSpan before = await Measure(request), taken = await round(), after = await Measure(request);
            TimeSpan allowed = RequestsInASecond * (before < after ? after : before);
            allowed = allowed < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : allowed;
            if (taken < allowed)
            {
                return;
            }

            number.ShouldBeLessThan(Rounds, $"{taken} in the last of {Rounds} rounds, where {allowed} was allowed");
        }
    }

    private static async Task<TimeSpan> Measure(Func<Task> request)
    {
        long begun = Stopwatch.GetTimestamp();
        await request();
        return Stopwatch.GetElapsedTime(begun);
    }
}
