using System.Globalization;

namespace Moltbot.Bench.Machine;

/// <summary>What the kernel has counted for a process: CPU time in steps of 10 ms, resident memory.</summary>
internal static class ProcessClock
{
    /// <summary>USER_HZ, the unit of CPU times in /proc: 100 on every Linux that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>User and system time so far, of all threads; not of child processes.</summary>
    public static TimeSpan CpuOf(int processId) => CpuIn($"/proc/{processId}/stat");

    /// <summary>User and system time so far of the thread with which a .NET process compiles what has become hot; less again when that ends.</summary>
    public static TimeSpan CompilingOf(int processId)
    {
        // Names of threads are cut off after 15 characters.
        const string name = ".NET Tiered Com";
        var compiling = TimeSpan.Zero;
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{processId}/task"))
        {
            try
            {
                compiling += File.ReadAllText(Path.Combine(thread, "comm")).TrimEnd('\n') == name ? CpuIn(Path.Combine(thread, "stat")) : TimeSpan.Zero;
            }
            catch (IOException)
            {
                // It has ended since.
            }
        }

        return compiling;
    }

    /// <summary>Resident memory, bytes.</summary>
    public static long ResidentOf(int processId)
    {
        const string name = "VmRSS:";
        var line = File.ReadLines($"/proc/{processId}/status").First(static line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(name.Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
    }

    private static TimeSpan CpuIn(string file)
    {
        // The second field, the program's name in brackets, may hold anything; user and system time are fields 14 and 15.
        var stat = File.ReadAllText(file);
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }
}
