using System.Globalization;
using Moltbot.Runner.Processes;
using Moltbot.Runner.Sandboxes;

namespace Moltbot.Runner.Workspaces;

/// <summary>Counts what the files of a sandbox take up, in a sandbox like every look into one.</summary>
internal static class SandboxSizes
{
    /// <summary>Files and folders that are looked at; of more the first. Arbitrary: a moment's work.</summary>
    internal const int MaxFiles = 20_000;

    private const int BytesOfBlock = 512;

    /// <summary>Characters of a line: a number of blocks.</summary>
    private const int MaxLine = 20;

    /// <summary>The bytes on disk, and whether there are more; null where nobody can tell in time.</summary>
    /// <param name="sandbox">Makes the sandbox.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="deadline">Ends the counting.</param>
    /// <param name="cancel">Ends it because nobody waits.</param>
    public static async Task<(long Bytes, bool IsMore)?> Count(ISandbox sandbox, string folder, CancellationToken deadline, CancellationToken cancel)
    {
        string[] argv = ["/bin/sh", "-c", "find . -xdev -printf '%b\\n' 2>/dev/null | head -n \"$1\"", "sh", (MaxFiles + 1).ToString(CultureInfo.InvariantCulture)];
        var end = await sandbox.Run(
            new SandboxRequest(new SandboxPlace(folder, null, Network: false, []), argv) { MaxChars = (MaxFiles + 1) * MaxLine }, deadline, cancel);
        if (end.Ending != ProcessEnding.Exited)
        {
            return null;
        }

        var blocks = end.Output.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (blocks.Sum(static line => long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count * BytesOfBlock : 0), blocks.Length > MaxFiles);
    }
}
