using System.Globalization;
using System.Runtime.InteropServices;

namespace Moltbot.Bench.Machine;

/// <summary>The line by which a reader can tell whether two reports can be compared.</summary>
internal static class MachineDescription
{
    public static string Describe(string folder)
    {
        var cpu = File.ReadLines("/proc/cpuinfo").FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{cpu}, {Environment.ProcessorCount} cores for server and load generator together, {memory:0} GiB, {RuntimeInformation.FrameworkDescription}, "
            + $"one flush of the disk {FlushTime(folder).TotalMilliseconds:0.00} ms, load average at the start {LoadAverage()}");
    }

    /// <summary>How many other threads wanted the CPUs over the last minute.</summary>
    public static string LoadAverage() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    /// <summary>The median of writing a page and waiting for the disk: what a durable commit costs at least.</summary>
    private static TimeSpan FlushTime(string folder)
    {
        const int rounds = 51;
        var path = Path.Combine(folder, "flush");
        var page = new byte[4096];
        var times = new List<TimeSpan>(rounds);
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            for (var i = 0; i < rounds; i++)
            {
                var start = TimeProvider.System.GetTimestamp();
                file.Write(page);
                file.Flush(flushToDisk: true);
                times.Add(TimeProvider.System.GetElapsedTime(start));
            }
        }

        File.Delete(path);
        times.Sort();
        return times[rounds / 2];
    }
}
