using System.Globalization;

namespace Moltbot.Bench.Machine;

/// <summary>How many connections a process may hold here.</summary>
internal static class OpenFiles
{
    /// <summary>What a server needs beside its connections: databases, assemblies, epoll.</summary>
    private const int Reserve = 600;

    /// <summary>As many as wished, or as the hard limit of open files leaves room for (.NET raises the soft one itself).</summary>
    public static int ConnectionsUpTo(int wished)
    {
        var line = File.ReadLines("/proc/self/limits").First(static line => line.StartsWith("Max open files", StringComparison.Ordinal));
        var hard = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4];
        return long.TryParse(hard, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? (int)Math.Min(wished, limit - Reserve) : wished;
    }
}
