using System.Globalization;
using System.Text;

namespace Moltbot.Policy.Workspaces;

/// <summary>How large a workspace may be that is kept in the store.</summary>
public sealed record WorkspaceLimits
{
    /// <summary>Characters of the longest path.</summary>
    public const int MaxPath = 512;

    /// <summary>Folders within folders, the file itself counted.</summary>
    public const int MaxDepth = 32;

    /// <summary>UTF-8 bytes of the name of a file or folder: no file system of Linux takes more.</summary>
    public const int MaxName = 255;

    /// <summary>Files, and folders in which there is nothing. Arbitrary: a project with its history, without what it downloads.</summary>
    public int Files { get; init; } = 10_000;

    /// <summary>Bytes of one file. Arbitrary.</summary>
    public long FileBytes { get; init; } = 32L << 20;

    /// <summary>Bytes of all files. Arbitrary: what comes to another runner within a minute.</summary>
    public long Bytes { get; init; } = 256L << 20;

    /// <summary>Whether a text is a path that there can be: relative, by no way around, neither too long nor too deep, nor with a name that no folder takes.</summary>
    public static bool IsPath(string path)
    {
        if (path.Length is 0 or > MaxPath || path.Contains('\0', StringComparison.Ordinal) || path.Contains('\ufffd', StringComparison.Ordinal))
        {
            return false;
        }

        var parts = path.Split('/');
        return parts.Length <= MaxDepth && parts.All(static part => part is not ("" or "." or "..") && Encoding.UTF8.GetByteCount(part) <= MaxName);
    }

    /// <summary>The one of these entries that a path lies in, so that not both can be written; null where there is none.</summary>
    /// <param name="path">The path.</param>
    /// <param name="entries">Files, and folders in which there is nothing.</param>
    public static string? InTheWayOf(string path, IReadOnlySet<string> entries)
    {
        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (entries.Contains(path[..slash]))
            {
                return path[..slash];
            }
        }

        return null;
    }

    /// <summary>Why so much is not kept; null where it is.</summary>
    /// <param name="files">How many there are.</param>
    /// <param name="largest">Path and bytes of the largest.</param>
    /// <param name="bytes">Bytes of all.</param>
    public string? RefusalOf(int files, (string Path, long Bytes) largest, long bytes) =>
        files > Files ? string.Create(CultureInfo.InvariantCulture, $"the workspace has more than the {Files} files that may be kept")
        : largest.Bytes > FileBytes ? string.Create(CultureInfo.InvariantCulture, $"{largest.Path} has {largest.Bytes} bytes, and a file that is kept at most {FileBytes}")
        : bytes > Bytes ? string.Create(CultureInfo.InvariantCulture, $"the workspace has {bytes} bytes, and at most {Bytes} may be kept")
        : null;
}
