using System.Globalization;
using Moltbot.Runner.Tools;

namespace Moltbot.Runner.Workspaces;

/// <summary>
/// What workspaces had and nobody stored, beside their folders. The one of before workspaces were stored stays until its operator removes it; of those that came to be since the newest stay.
/// </summary>
/// <param name="sandbox">Where files are removed.</param>
/// <param name="time">The clock by which they are named.</param>
internal sealed class WorkspaceAsides(WorkspaceSandbox sandbox, TimeProvider time)
{
    /// <summary>Of one workspace. Arbitrary.</summary>
    internal const int Most = 5;

    /// <summary>Renames a folder that has anything in it, so that no agent has it any more and its operator finds it.</summary>
    /// <param name="folder">The workspace.</param>
    /// <param name="isFirst">Whether it is of before workspaces were stored.</param>
    /// <param name="cancelled">Ends it; the folder is renamed or it is not.</param>
    public async Task PutAside(string folder, bool isFirst, CancellationToken cancelled)
    {
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
        {
            return;
        }

        if (isFirst)
        {
            Directory.Move(folder, $"{folder}.before-{Guid.NewGuid():N}");
            return;
        }

        Directory.Move(folder, string.Create(CultureInfo.InvariantCulture, $"{folder}.unstored-{time.GetUtcNow():yyyyMMdd'T'HHmmssfffffff}-{Guid.NewGuid():N}"));
        foreach (var old in Directory.GetDirectories(Path.GetDirectoryName(folder)!, Path.GetFileName(folder) + ".unstored-*").OrderDescending(StringComparer.Ordinal).Skip(Most))
        {
            try
            {
                await sandbox.Run(old, WorkspaceScripts.DropAll, default, cancelled);
                Directory.Delete(old);
            }
            catch (Exception failure) when (failure is ToolRefusal or IOException or UnauthorizedAccessException)
            {
                // The next one tries again.
            }
        }
    }
}
