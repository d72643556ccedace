namespace Moltbot.Bench.Report;

/// <summary>A line for each measure: how often a second, how long each, what it allocates.</summary>
internal static class CallReport
{
    public static void Head()
    {
        Console.WriteLine($"| {"measure",-44} | {"per second",12} | {"ns each",9} | {"bytes allocated each",20} |");
        Console.WriteLine($"| {new string('-', 44)} | {new string('-', 12)} | {new string('-', 9)} | {new string('-', 20)} |");
    }

    /// <summary>Warms up, then runs the work once and prints what it took; answers the nanoseconds and the bytes of one call.</summary>
    /// <param name="measure">What it is.</param>
    /// <param name="count">How many calls the work makes.</param>
    /// <param name="work">Makes that many calls.</param>
    /// <param name="clock">What tells the time; the wall's by default. Work that waits for nothing is told better by the CPU's.</param>
    public static async Task<(double Nanoseconds, double Bytes)> Measure(string measure, int count, Func<int, Task> work, Func<TimeSpan>? clock = null)
    {
        // Twice, with a pause in which the runtime puts its optimised code in place.
        await work(Math.Max(1, count / 4));
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        await work(Math.Max(1, count / 4));
        return await Once(measure, count, work, clock);
    }

    /// <summary>Runs the work once and prints what it took; answers the nanoseconds and the bytes of one call.</summary>
    public static async Task<(double Nanoseconds, double Bytes)> Once(string measure, int count, Func<int, Task> work, Func<TimeSpan>? clock = null)
    {
        clock ??= static () => TimeProvider.System.GetElapsedTime(0);
        var (bytes, began) = (GC.GetTotalAllocatedBytes(), clock());
        await work(count);
        var (time, allocated) = (clock() - began, GC.GetTotalAllocatedBytes() - bytes);
        Console.WriteLine(
            $"| {measure,-44} | {Figures.Number(count / time.TotalSeconds),12} | {Figures.Number(time.TotalNanoseconds / count),9} | {Figures.Number((double)allocated / count),20} |");
        return (time.TotalNanoseconds / count, (double)allocated / count);
    }
}
