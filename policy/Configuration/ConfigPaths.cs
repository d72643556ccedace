namespace Moltbot.Policy.Configuration;

/// <summary>File paths as text; nothing here looks at a disk. Slashes separate, as in the document.</summary>
internal static class ConfigPaths
{
    /// <summary>An absolute, normalised path; <c>~</c> stands for the home folder, a relative path lies below the root.</summary>
    public static string Resolve(string path, string? home)
    {
        var expanded = path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? (home ?? "/~") + path[1..] : path;
        return Normalize(expanded);
    }

    /// <summary>A path named in a file, seen from that file's folder.</summary>
    public static string From(string file, string path) =>
        Normalize(path.StartsWith('/') ? path : $"{file[..(file.LastIndexOf('/') + 1)]}{path}");

    /// <summary>Whether a path named in a folder points outside of it.</summary>
    public static bool LeavesFolder(string path)
    {
        if (path.StartsWith('/'))
            return true;
        var depth = 0;
        foreach (var part in path.Split('/'))
        {
            depth += part switch { "" or "." => 0, ".." => -1, _ => 1 };
            if (depth < 0)
                return true;
        }
        return false;
    }

    private static string Normalize(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("" or "." or ".."))
                parts.Add(part);
        }
        return "/" + string.Join('/', parts);
    }
}
