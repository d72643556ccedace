using Moltbot.Runner.Processes;
using Moltbot.Runner.Sandboxes;

namespace Moltbot.Runner.Workspaces;

/// <summary>
/// Deletes what was put aside. Programs of the sandbox made that tree, as they liked: so it is deleted from within a sandbox that has nothing else in it,
/// where no link leads out, by programs that walk trees of any depth without a path of that length.
/// </summary>
/// <param name="folders">Gives a folder to the user of sandboxes.</param>
/// <param name="sandbox">Makes the sandbox.</param>
/// <param name="time">The clock.</param>
internal sealed class SandboxRemoval(WorkspaceFolders folders, ISandbox sandbox, TimeProvider time)
{
    /// <summary>Time for one tree; what is left then is for the next look. Arbitrary: some millions of files.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>First as it stands; folders that their maker may not enter or change are opened only where that fails.</summary>
    private const string Script = "find . -xdev -mindepth 1 -delete 2>/dev/null && exit; chmod -R u+rwx . 2>/dev/null; find . -xdev -mindepth 1 -delete";

    /// <summary>Deletes one folder, or as much of it as there is time for.</summary>
    /// <param name="folder">A folder that was put aside.</param>
    /// <param name="cancel">Ends the deleting.</param>
    /// <returns>Why it is still there; null where it is not.</returns>
    public async Task<string?> Delete(string folder, CancellationToken cancel)
    {
        if (new DirectoryInfo(folder) is not { Exists: true, LinkTarget: null })
        {
            return "it is no folder";
        }

        if (MountPoints.AreIn(folder))
        {
            return "a file system is mounted in it";
        }

        // Its maker may have closed the folder itself, and a runner may have ended before it was anybody's.
        folders.Give(folder);
        File.SetUnixFileMode(folder, OwnerOnly);
        using var deadline = new CancellationTokenSource(Longest, time);
        var request = new SandboxRequest(new SandboxPlace(folder, null, Network: false, []), ["/usr/bin/nice", "-n", "19", "/bin/sh", "-c", Script]) { MaxChars = 1 };
        var end = await sandbox.Run(request, deadline.Token, cancel);
        if (end is not { Ending: ProcessEnding.Exited, ExitCode: 0 })
        {
            return end.Ending == ProcessEnding.Exited ? "not all of it can be deleted" : $"it could not be emptied ({end.Ending}: {end.Errors.Trim()})";
        }

        Directory.Delete(folder);
        return null;
    }
}
