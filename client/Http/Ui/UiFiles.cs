using System.Collections.Frozen;

namespace Moltbot.Gateway.Http.Ui;

/// <summary>
/// The files below a folder by their paths as requests name them. A request only ever looks one up, so no client's text becomes a
/// path (F1); links are left out, so nothing outside the folder is reached (F2).
/// </summary>
internal sealed class UiFiles
{
    /// <summary>Most files served. Arbitrary: far above a built interface, far below somebody's home.</summary>
    private const int MaxFiles = 5000;

    private static readonly EnumerationOptions NoLinks = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden | FileAttributes.System,
        IgnoreInaccessible = true,
        MaxRecursionDepth = 16,
    };

    private readonly FrozenDictionary<string, string> _byPath;
    private readonly OpenedBelow _folder;

    private UiFiles(FrozenDictionary<string, string> byPath, OpenedBelow folder)
    {
        _byPath = byPath;
        _folder = folder;
    }

    /// <summary>The files below a folder; null when it holds no <c>index.html</c>.</summary>
    public static UiFiles? Of(string? root)
    {
        if (string.IsNullOrWhiteSpace(root) || !File.Exists(Path.Combine(root, "index.html")))
        {
            return null;
        }

        string folder = Path.GetFullPath(root);
        FrozenDictionary<string, string> found = Directory.EnumerateFiles(folder, "*", NoLinks)
            .Take(MaxFiles)
            .ToFrozenDictionary(
                file => "/" + Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'), file => file, StringComparer.Ordinal);
        return found.ContainsKey("/index.html") ? new UiFiles(found, new OpenedBelow(folder)) : null;
    }

    /// <summary>The content of a file; null when there is none, or none any more.</summary>
    public FileStream? Open(string path) => _byPath.TryGetValue(path, out string? file) ? _folder.Open(file) : null;
}
