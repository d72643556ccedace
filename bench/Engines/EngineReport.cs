using Moltbot.Bench.Report;

namespace Moltbot.Bench.Engines;

/// <summary>A line for each measure: how often a second, how long each, what it allocates.</summary>
internal static class EngineReport
{
    public static void Head()
    {
        Console.WriteLine($"| {"measure",-44} | {"per second",12} | {"ns each",9} | {"bytes allocated each",20} |");
        Console.WriteLine($"| {new string('-', 44)} | {new string('-', 12)} | {new string('-', 9)} | {new string('-', 20)} |");
    }

    /// <summary>Warms up, then runs the work once and prints what it took.</summary>
    /// <param name="measure">What it is.</param>
    /// <param name="count">How many calls the work makes.</param>
    /// <param name="work">Makes that many calls.</param>
    public static async Task Measure(string measure, int count, Func<int, Task> work)
    {
        // Twice, with a pause in which the runtime puts its optimised code in place.
        await work(Math.Max(1, count / 4));
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        await work(Math.Max(1, count / 4));
        await Once(measure, count, work);
    }

    /// <summary>Runs the work once and prints what it took.</summary>
    public static async Task Once(string measure, int count, Func<int, Task> work)
    {
        var (bytes, began) = (GC.GetTotalAllocatedBytes(), TimeProvider.System.GetTimestamp());
        await work(count);
        var (time, allocated) = (TimeProvider.System.GetElapsedTime(began), GC.GetTotalAllocatedBytes() - bytes);
        Console.WriteLine(
            $"| {measure,-44} | {Figures.Number(count / time.TotalSeconds),12} | {Figures.Number(time.TotalNanoseconds / count),9} | {Figures.Number((double)allocated / count),20} |");
    }
}
