using System.Globalization;
using System.Text;
using Moltbot.Policy.Workspaces;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Tools;

namespace Moltbot.Runner.Workspaces;

/// <summary>
/// Lists a workspace with the hashes of its files. Of one whose marks (inode, size, times, of which no program sets the time of change) are those of an
/// earlier list the hashes are known, and it is not read.
/// </summary>
/// <param name="sandbox">Where that is done.</param>
/// <param name="time">The clock against which changes are dated.</param>
internal sealed class WorkspaceLister(WorkspaceSandbox sandbox, TimeProvider time)
{
    /// <summary>Files of all workspaces whose hashes are kept; of more all are read anew. Arbitrary.</summary>
    private const int MaxKnown = 100_000;

    /// <summary>More than a step of the clock by which a file system dates changes.</summary>
    private const double ClockStepSeconds = 1;

    private static readonly WorkspaceLimits Limits = new();
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Folder, string Path), (string Mark, IReadOnlyList<string> Parts)> _known = [];

    /// <summary>Lists what is there.</summary>
    /// <exception cref="ToolRefusal">It is more than may be, or cannot be read.</exception>
    public async Task<WorkspaceList> List(string folder, CancellationToken cancelled)
    {
        var (found, leftOut) = Found((await sandbox.Run(folder, WorkspaceScripts.List(Limits.Files + 2), default, cancelled)).Span);
        var largest = found.MaxBy(static each => each.Bytes) ?? new Entry("", 0, false, false, "", 0);
        if (Limits.RefusalOf(found.Count, (largest.Path, largest.Bytes), found.Sum(static each => each.Bytes)) is { } refusal)
        {
            throw new ToolRefusal(refusal);
        }

        var parts = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        lock (_gate)
        {
            foreach (var each in found.Where(static each => !each.IsFolder && each.Bytes > 0))
            {
                if (_known.TryGetValue((folder, each.Path), out var known) && known.Mark == each.Mark)
                {
                    parts[each.Path] = known.Parts;
                }
            }
        }

        Entry[] unknown = [.. found.Where(each => !each.IsFolder && each.Bytes > 0 && !parts.ContainsKey(each.Path))];
        await Hash(folder, [.. unknown.Where(static each => each.Bytes <= ToolWorkspaceFile.PartBytes)], parts, cancelled);
        await HashParts(folder, [.. unknown.Where(static each => each.Bytes > ToolWorkspaceFile.PartBytes)], parts, cancelled);
        Learn(folder, unknown, parts);

        var files = new List<ToolWorkspaceFile>(found.Count);
        foreach (var each in found.OrderBy(static each => each.Path, StringComparer.Ordinal))
        {
            if (each.IsFolder)
            {
                files.Add(new ToolWorkspaceFile { Path = each.Path });
            }
            else if (each.Bytes == 0 || parts.ContainsKey(each.Path))
            {
                files.Add(new ToolWorkspaceFile { Path = each.Path, Bytes = each.Bytes, Executable = each.IsExecutable, Parts = each.Bytes == 0 ? [] : parts[each.Path] });
            }
            else
            {
                // Not to be read, or changed meanwhile: a file that is left out is counted, never taken for one that was removed.
                leftOut++;
            }
        }

        return new WorkspaceList(files, ToolWorkspaceListing.Digest(files), leftOut);
    }

    private static (List<Entry> Found, int LeftOut) Found(ReadOnlySpan<byte> output)
    {
        var found = new List<Entry>();
        var leftOut = 0;
        while (output.IndexOf((byte)0) is >= 0 and var end)
        {
            var line = output[..end];
            output = output[(end + 1)..];
            if (line.StartsWith("! "u8))
            {
                leftOut += line.SequenceEqual("! 0"u8) ? 0 : 1;
            }
            else if (Read(line) is { } entry)
            {
                found.Add(entry);
            }
            else
            {
                leftOut++;
            }
        }

        return (found, leftOut);
    }

    private static Entry? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var words = Strict.GetString(line).Split(' ', 7);
            return words.Length == 7 && words[0] is "f" or "d" && WorkspaceLimits.IsPath(words[6])
                && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
                && double.TryParse(words[5], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var changed)
                ? new Entry(words[6], words[0] == "d" ? 0 : bytes, words[0] == "d", IsExecutable(words[2]), string.Join(' ', words[1..6]), changed)
                : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsExecutable(string mode) => mode.Length >= 3 && ((mode[^3] - '0') & 1) != 0;

    private async Task Hash(string folder, Entry[] files, Dictionary<string, IReadOnlyList<string>> parts, CancellationToken cancelled)
    {
        if (files.Length == 0)
        {
            return;
        }

        var output = Encoding.UTF8.GetString((await sandbox.Run(folder, WorkspaceScripts.Hash, Names(files.Select(static file => file.Path)), cancelled)).Span);
        foreach (var line in output.Split('\0'))
        {
            if (line.Length > 68 && line[64] == ' ' && line[65..].StartsWith("*./", StringComparison.Ordinal))
            {
                parts[line[68..]] = [line[..64]];
            }
        }
    }

    private async Task HashParts(string folder, Entry[] files, Dictionary<string, IReadOnlyList<string>> parts, CancellationToken cancelled)
    {
        if (files.Length == 0)
        {
            return;
        }

        var output = Encoding.UTF8.GetString((await sandbox.Run(folder, WorkspaceScripts.HashParts(ToolWorkspaceFile.PartBytes), Names(files.Select(static file => file.Path)), cancelled)).Span);
        var words = output.Split('\0');
        for (var at = 0; at + 1 < words.Length; at += 2)
        {
            string[] hashes = [.. words[at + 1].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' ')[0])];
            if (words[at].StartsWith("./", StringComparison.Ordinal)
                && files.FirstOrDefault(file => file.Path == words[at][2..]) is { } file
                && hashes.Length == (file.Bytes + ToolWorkspaceFile.PartBytes - 1) / ToolWorkspaceFile.PartBytes)
            {
                parts[file.Path] = hashes;
            }
        }
    }

    /// <summary>Keeps the hashes of those whose next change shows in their marks.</summary>
    private void Learn(string folder, IEnumerable<Entry> read, Dictionary<string, IReadOnlyList<string>> parts)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() / 1000d;
        lock (_gate)
        {
            foreach (var each in read.Where(each => now - each.ChangedAt > ClockStepSeconds && parts.ContainsKey(each.Path)))
            {
                if (_known.Count >= MaxKnown)
                {
                    _known.Clear();
                }

                _known[(folder, each.Path)] = (each.Mark, parts[each.Path]);
            }
        }
    }

    /// <summary>Paths as programs read them.</summary>
    public static ReadOnlyMemory<byte> Names(IEnumerable<string> paths) => Encoding.UTF8.GetBytes(string.Concat(paths.Select(static path => $"./{path}\0")));

    private sealed record Entry(string Path, long Bytes, bool IsFolder, bool IsExecutable, string Mark, double ChangedAt);
}
