namespace Moltbot.Policy.Tests.Mutations;

/// <summary>
/// Ends the process when a run of the tests takes more processor time than all of them need, as one does that a mutation sends round for ever.
/// The tool's own limit is one of wall time, which on a busy machine would take a slow run for an endless one.
/// </summary>
internal static class Watchdog
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static long _startTicks;

    static Watchdog() => new Thread(Watch) { IsBackground = true, Name = nameof(Watchdog) }.Start();

    internal static void Restart() => Volatile.Write(ref _startTicks, Environment.CpuUsage.TotalTime.Ticks);

    private static void Watch()
    {
        using var never = new ManualResetEventSlim();
        while (!never.Wait(TimeSpan.FromMilliseconds(500)))
        {
            if (Environment.CpuUsage.TotalTime.Ticks - Volatile.Read(ref _startTicks) > Limit.Ticks)
            {
                Environment.FailFast("A run of the tests does not end.");
            }
        }
    }
}
