namespace Moltbot.Policy.Workspaces;

/// <summary>The files of a workspace that are an agent's memory (runtime.md §13), and no others: <c>memory_get</c> reads nothing else.</summary>
public static class MemoryFiles
{
    /// <summary>Longest path, UTF-16 units.</summary>
    public const int MaxPath = 512;

    /// <summary>Where notes lie beside <see cref="ContextFiles.Memory"/>.</summary>
    public const string Folder = "memory";

    /// <summary>How their names end.</summary>
    public const string Extension = ".md";

    /// <summary>What there is, for people and models.</summary>
    public const string Allowed = "MEMORY.md and memory/**/*.md";

    /// <summary>Whether a path, relative to the workspace, may name one. It is taken as it is written: nothing in it leads up, round or elsewhere.</summary>
    public static bool Include(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path == ContextFiles.Memory
            || (path.Length <= MaxPath && path.StartsWith(Folder + "/", StringComparison.Ordinal) && path.EndsWith(Extension, StringComparison.Ordinal)
                && path.Split('/').All(static part => part is not ("" or "." or ".."))
                && !path.Any(static unit => char.IsControl(unit) || unit is '\\' or '\ufffd'));
    }
}
