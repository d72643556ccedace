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

    /// <summary>For small files at once; those that are not read by then are read one by one, with their bytes counted. Reading all that may be kept takes about one.</summary>
    private const int HashSeconds = 10;

    private static readonly WorkspaceLimits Limits = new();

    /// <summary>What is looked at: beside files there are links and others. Arbitrary.</summary>
    private static readonly int MaxEntries = 2 * Limits.Files;

    /// <summary>Of a file that could not be opened, or has nothing in it by now.</summary>
    private const string HashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Folder, string Path), (string Mark, IReadOnlyList<string> Parts)> _known = [];

    /// <summary>Lists what is there.</summary>
    /// <param name="folder">The workspace.</param>
    /// <param name="stored">What is stored of it: files that cannot be read, or that change while they are, stay as they are there. Null where that is not known; then there may be none such.</param>
    /// <param name="isBusy">Whether a file changed while it was read before; it stays at what is stored.</param>
    /// <param name="learns">Whether hashes are kept. While programs run they are not: a page that one of them has mapped changes again without a mark.</param>
    /// <param name="cancelled">Ends it.</param>
    /// <exception cref="ToolRefusal">It is more than may be, or cannot be read.</exception>
    public async Task<WorkspaceList> List(string folder, IReadOnlyList<ToolWorkspaceFile>? stored, Func<ToolWorkspaceFile, bool> isBusy, bool learns, CancellationToken cancelled)
    {
        var (found, unread, leftOut) = Found((await sandbox.Run(folder, WorkspaceScripts.List(MaxEntries + 1), default, cancelled)).Span);
        Check([.. found.Select(static each => (each.Path, each.Bytes))]);

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
        await HashParts(folder, [.. unknown.Where(each => !parts.ContainsKey(each.Path))], parts, cancelled);
        if (learns)
        {
            Learn(folder, unknown, parts);
        }

        var files = new List<ToolWorkspaceFile>(found.Count);
        foreach (var each in found)
        {
            var file = new ToolWorkspaceFile
            {
                Path = each.Path,
                Bytes = each.Bytes,
                Executable = each.IsExecutable && !each.IsFolder,
                Parts = each.IsFolder ? null : each.Bytes == 0 ? [] : parts.GetValueOrDefault(each.Path),
            };
            if ((file.Parts is null && !each.IsFolder) || isBusy(file))
            {
                unread.Add(each);
            }
            else
            {
                files.Add(file);
            }
        }

        if (unread is [var first, ..])
        {
            // What is left out of a list is taken for removed, so of what is there and was stored the list keeps that.
            files.AddRange(Kept(unread, stored ?? throw new ToolRefusal($"{first.Path} cannot be read, or changes while it is, and nothing tells here what is stored of it")));
            Check([.. files.Select(static file => (file.Path, file.Bytes))]);
        }

        files.Sort(static (one, other) => string.CompareOrdinal(one.Path, other.Path));
        return new WorkspaceList(files, ToolWorkspaceListing.Digest(files), leftOut + unread.Count);
    }

    private static IEnumerable<ToolWorkspaceFile> Kept(IEnumerable<Entry> unread, IReadOnlyList<ToolWorkspaceFile> stored)
    {
        var names = unread.Where(static each => !each.IsFolder).Select(static each => each.Path).ToHashSet(StringComparer.Ordinal);
        string[] shut = [.. unread.Where(static each => each.IsFolder).Select(static each => each.Path)];
        return stored.Where(file => file.Parts is not null && names.Contains(file.Path)
            || shut.Any(folder => (file.Parts is null && file.Path == folder) || file.Path.StartsWith(folder + "/", StringComparison.Ordinal)));
    }

    private static void Check(IReadOnlyList<(string Path, long Bytes)> files)
    {
        if (Limits.RefusalOf(files.Count, files.DefaultIfEmpty((Path: "", Bytes: 0)).MaxBy(static each => each.Bytes), files.Sum(static each => each.Bytes)) is { } refusal)
        {
            throw new ToolRefusal(refusal);
        }
    }

    private static (List<Entry> Found, List<Entry> Unread, int LeftOut) Found(ReadOnlySpan<byte> output)
    {
        var (found, unread) = (new List<Entry>(), new List<Entry>());
        var (leftOut, records) = (0, 0);
        while (output.IndexOf((byte)0) is >= 0 and var end)
        {
            var line = output[..end];
            output = output[(end + 1)..];
            if (line.StartsWith("! "u8))
            {
                return line.SequenceEqual("! 0"u8) ? (found, unread, leftOut) : throw new ToolRefusal("the workspace could not be listed to its end");
            }

            records++;
            if (Read(line, out var isRead) is { } entry)
            {
                (isRead ? found : unread).Add(entry);
            }
            else
            {
                leftOut++;
            }
        }

        // What has no end was cut: a part of the files passes for none of the others.
        Check([.. found.Select(static each => (each.Path, each.Bytes))]);
        throw new ToolRefusal(records > MaxEntries
            ? string.Create(CultureInfo.InvariantCulture, $"the workspace has more than the {MaxEntries} entries, links and others counted, that are looked at")
            : "the workspace could not be listed to its end");
    }

    private static Entry? Read(ReadOnlySpan<byte> line, out bool isRead)
    {
        isRead = true;
        try
        {
            var words = Strict.GetString(line).Split(' ', 7);
            isRead = words[0] is "f" or "d";
            var isFolder = words[0] is "d" or "shut";
            return words.Length == 7 && (isFolder || words[0] is "f" or "unread") && WorkspaceLimits.IsPath(words[6])
                && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
                && double.TryParse(words[5], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var changed)
                ? new Entry(words[6], isFolder ? 0 : bytes, isFolder, IsExecutable(words[2]), string.Join(' ', words[1..6]), changed)
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

        var output = Encoding.UTF8.GetString((await sandbox.Run(folder, WorkspaceScripts.Hash(HashSeconds), Names(files.Select(static file => file.Path)), cancelled)).Span);
        foreach (var line in output.Split('\0'))
        {
            if (line.Length > 68 && line[..64] != HashOfNothing && line[64] == ' ' && line[65..].StartsWith("*./", StringComparison.Ordinal))
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

        var output = Encoding.UTF8.GetString((await sandbox.Run(folder, WorkspaceScripts.HashParts(ToolWorkspaceFile.PartBytes), Names(files.Select(static file => (file.Path, file.Bytes))), cancelled)).Span);
        var words = output.Split('\0');
        var open = files.ToDictionary(static file => file.Path, StringComparer.Ordinal);
        for (var at = 0; at + 1 < words.Length; at += 2)
        {
            string[] hashes = [.. words[at + 1].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' ')[0])];
            if (words[at].StartsWith("./", StringComparison.Ordinal)
                && open.GetValueOrDefault(words[at][2..]) is { } file
                && hashes is not [HashOfNothing, ..] && hashes.Length == (file.Bytes + ToolWorkspaceFile.PartBytes - 1) / ToolWorkspaceFile.PartBytes)
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

    private static ReadOnlyMemory<byte> Names(IEnumerable<(string Path, long Bytes)> files) =>
        Encoding.UTF8.GetBytes(string.Concat(files.Select(static file => string.Create(CultureInfo.InvariantCulture, $"./{file.Path}\0{file.Bytes}\0"))));

    private sealed record Entry(string Path, long Bytes, bool IsFolder, bool IsExecutable, string Mark, double ChangedAt);
}
