namespace Moltbot.System.Tests.Support;

/// <summary>
/// Measures what must be prompt, on a machine that may be busy with something else: of a few rounds the quickest counts. What waits
/// for a timer or a look-up now and then is not quick in any of them.
/// </summary>
internal static class Promptness
{
    private const int Rounds = 5;

    /// <summary>Fails unless a round takes less than a second; stops at the first that does.</summary>
    /// <param name="round">One round from its beginning; answers how long it took.</param>
    public static async Task ShouldTakeLessThanASecond(Func<Task<TimeSpan>> round)
    {
        TimeSpan quickest = TimeSpan.MaxValue;
        for (int number = 0; number < Rounds && quickest >= TimeSpan.FromSeconds(1); number++)
        {
            TimeSpan taken = await round();
            quickest = taken < quickest ? taken : quickest;
        }

        quickest.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }
}
