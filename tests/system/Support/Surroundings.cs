using System.Diagnostics;

namespace Moltbot.System.Tests.Support;

/// <summary>Commands that run a program with mounts of its own, which nobody else sees and which end with it.</summary>
internal static class Surroundings
{
    /// <summary>With a small disk where a folder is.</summary>
    public static IReadOnlyList<string> WithSmallDisk(string folder)
    {
        Directory.CreateDirectory(folder);
        return Mounting("mount -t tmpfs -o size=24m,mode=700 tmpfs \"$0\"", folder);
    }

    /// <summary>With names of its own for addresses.</summary>
    /// <param name="hosts">The file that stands for <c>/etc/hosts</c>.</param>
    public static IReadOnlyList<string> WithHosts(string hosts) => Mounting("mount --bind \"$0\" /etc/hosts", hosts);

    /// <summary>Whether this machine lets us make them.</summary>
    public static async Task<bool> CanBeMade(IReadOnlyList<string> under)
    {
        if (!File.Exists(under[0]))
        {
            return false;
        }

        var start = new ProcessStartInfo(under[0]) { RedirectStandardError = true };
        foreach (string argument in under.Skip(1).Append("/bin/true"))
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0;
    }

    private static IReadOnlyList<string> Mounting(string command, string path) =>
        ["/usr/bin/unshare", "--mount", .. Environment.IsPrivilegedProcess ? Array.Empty<string>() : ["--user", "--map-root-user"], "/bin/sh", "-c", command + " && exec \"$@\"", path];
}
