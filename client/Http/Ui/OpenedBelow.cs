using System.Globalization;

namespace Moltbot.Gateway.Http.Ui;

/// <summary>
/// Opens files of a folder for reading. What was opened is judged and not what was asked for: a part of the path that became a link, also
/// between the look and the opening, leads nowhere (F2).
/// </summary>
internal sealed class OpenedBelow
{
    private const string Handles = "/proc/self/fd";
    private readonly string _root;

    /// <param name="folder">The folder; it may itself be reached by links, which are its owner's.</param>
    public OpenedBelow(string folder) => _root = Real(folder) + Path.DirectorySeparatorChar;

    /// <summary>A file's content; null when there is none, or none any more, or it is not in the folder.</summary>
    public FileStream? Open(string file)
    {
        FileStream? stream = null;
        try
        {
            if ((File.GetAttributes(file) & (FileAttributes.ReparsePoint | FileAttributes.Directory | FileAttributes.Device)) != 0)
            {
                return null;
            }

            stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true);
            if (TargetOf(stream).StartsWith(_root, StringComparison.Ordinal))
            {
                return stream;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Gone, or not ours to read.
        }

        stream?.Dispose();
        return null;
    }

    private static string TargetOf(FileStream stream) => Directory.Exists(Handles)
        ? File.ResolveLinkTarget(
            Path.Combine(Handles, stream.SafeFileHandle.DangerousGetHandle().ToString(CultureInfo.InvariantCulture)), returnFinalTarget: false)?.FullName ?? ""
        : Real(stream.Name);

    /// <summary>A path without links in any of its parts.</summary>
    private static string Real(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } parent)
        {
            return full;
        }

        string here = Path.Combine(Real(parent), Path.GetFileName(full));
        FileSystemInfo entry = Directory.Exists(here) ? new DirectoryInfo(here) : new FileInfo(here);
        return entry.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Real(target.FullName) : here;
    }
}
