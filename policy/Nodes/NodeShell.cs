namespace Moltbot.Policy.Nodes;

/// <summary>The argument vector by which a node runs a command line in its shell.</summary>
public static class NodeShell
{
    /// <param name="command">The command line.</param>
    /// <param name="platform">What the node says about its machine.</param>
    public static IReadOnlyList<string> Argv(string command, string? platform) =>
        IsPosix(platform) ? ["/bin/sh", "-lc", command] : ["cmd.exe", "/d", "/s", "/c", command];

    /// <summary>Whether that shell is a POSIX one.</summary>
    public static bool IsPosix(string? platform) => !(platform ?? "").Trim().StartsWith("win", StringComparison.OrdinalIgnoreCase);
}
