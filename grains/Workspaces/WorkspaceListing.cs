using Moltbot.Policy.Values;
using Moltbot.Policy.Workspaces;
using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Workspaces;

/// <summary>A list of files as it comes from a runner, page by page. What could not be kept, or not be written again, ends it at once, not when all of it has come.</summary>
internal sealed class WorkspaceListing(WorkspaceLimits limits)
{
    private const int HashLength = 64;

    /// <summary>Most characters of a path in a reason.</summary>
    private const int MaxPath = 300;

    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>What came, in order of path.</summary>
    public List<ToolWorkspaceFile> Files { get; } = [];

    /// <summary>Takes a page; why so much is not kept, or null.</summary>
    /// <exception cref="WorkspaceFailure">It is no list of files.</exception>
    public string? Add(IReadOnlyList<ToolWorkspaceFile> page)
    {
        foreach (ToolWorkspaceFile? file in page)
        {
            if (file is null || !WorkspaceLimits.IsPath(file.Path) || file.Bytes < 0 || (Files.Count > 0 && string.CompareOrdinal(Files[^1].Path, file.Path) >= 0))
            {
                throw new WorkspaceFailure("what the runner lists cannot be read");
            }

            // Before its hashes are looked at: a file that is not too large has few.
            if (limits.RefusalOf(Files.Count + 1, (TextPrefix.Of(file.Path, MaxPath), file.Bytes), _bytes + Math.Min(file.Bytes, limits.FileBytes)) is { } refusal)
            {
                return refusal;
            }

            if (!AreParts(file))
            {
                throw new WorkspaceFailure("what the runner lists cannot be read");
            }

            // What contains it comes before it in order of path.
            if (WorkspaceLimits.InTheWayOf(file.Path, _paths) is { } way)
            {
                throw new WorkspaceFailure($"the runner lists {TextPrefix.Of(file.Path, MaxPath)}, and {TextPrefix.Of(way, MaxPath)} as what nothing can be in");
            }

            _bytes += file.Bytes;
            _paths.Add(file.Path);
            Files.Add(file);
        }

        return null;
    }

    private static bool AreParts(ToolWorkspaceFile file) => file.Parts is null
        ? file is { Bytes: 0, Executable: false }
        : file.Parts.Count == (file.Bytes + ToolWorkspaceFile.PartBytes - 1) / ToolWorkspaceFile.PartBytes
            && file.Parts.All(static hash => hash is { Length: HashLength } && hash.All(char.IsAsciiHexDigitLower));
}
