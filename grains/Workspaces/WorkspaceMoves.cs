using System.Buffers.Text;
using System.Security.Cryptography;
using Moltbot.Protocol.Runners;
using Moltbot.Storage.Workspaces;

namespace Moltbot.Grains.Workspaces;

/// <summary>Moves contents between the store and a runner's copy, a frame at a time; nothing of them is kept here.</summary>
internal sealed class WorkspaceMoves(IWorkspaceStore store, TimeProvider time)
{
    /// <summary>Hashes that are looked up at once. Arbitrary.</summary>
    private const int Lookup = 500;

    /// <summary>Stores the parts that the store lacks; false where the copy is another one by now, or its files changed.</summary>
    /// <exception cref="WorkspaceFailure">They could not be read.</exception>
    public async Task<bool> Fetch(WorkspaceKey workspace, WorkspaceCopy copy, IReadOnlyList<ToolWorkspaceFile> files, IReadOnlyCollection<string> parts)
    {
        var missing = new HashSet<string>(StringComparer.Ordinal);
        foreach (string[] some in parts.Chunk(Lookup))
        {
            missing.UnionWith(await store.MissingAsync(workspace, some));
        }

        var wanted = new Queue<(ToolWorkspaceFile File, int Part)>();
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (ToolWorkspaceFile file in files)
        {
            for (int part = 0; part < (file.Parts?.Count ?? 0); part++)
            {
                if (missing.Contains(file.Parts![part]) && named.Add(file.Parts[part]))
                {
                    wanted.Enqueue((file, part));
                }
            }
        }

        while (wanted.Count > 0)
        {
            List<(ToolWorkspaceFile File, int Part)> batch = NextBatch(wanted);
            var read = await copy.Read([.. batch.Select(static each => new ToolWorkspacePart { Path = each.File.Path, Part = each.Part })]);
            if (read is null || read.Count != batch.Count)
            {
                return false;
            }

            for (int at = 0; at < batch.Count; at++)
            {
                string hash = batch[at].File.Parts![batch[at].Part];
                if (ContentOf(read[at]) is not { } content || content.Length != batch[at].File.BytesOf(batch[at].Part)
                    || Convert.ToHexStringLower(SHA256.HashData(content)) != hash)
                {
                    return false;
                }

                await store.StorePartAsync(workspace, hash, content, time.GetUtcNow());
            }
        }

        return true;
    }

    /// <summary>Makes a copy what a manifest says; false where another one is on its way to the runner meanwhile.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="copy">The copy.</param>
    /// <param name="listed">What it has.</param>
    /// <param name="files">What it is to have.</param>
    /// <exception cref="WorkspaceFailure">It could not be done.</exception>
    public async Task<bool> Bring(WorkspaceKey workspace, WorkspaceCopy copy, WorkspaceListed listed, IReadOnlyList<ToolWorkspaceFile> files)
    {
        Dictionary<string, ToolWorkspaceFile> there = [];
        if (listed.Files is null || listed.LeftOut > 0)
        {
            // What cannot be named cannot be removed by name.
            if (!await copy.Do(copy.Step(ToolWorkspaceOperations.Drop)))
            {
                return false;
            }
        }
        else
        {
            there = listed.Files.ToDictionary(static file => file.Path, StringComparer.Ordinal);
            var wanted = files.ToDictionary(static file => file.Path, StringComparer.Ordinal);
            string[] over = [.. there.Keys.Where(path => !wanted.TryGetValue(path, out ToolWorkspaceFile? file) || !IsSame(file, there[path]))];
            foreach (string path in over)
            {
                there.Remove(path);
            }

            foreach (IReadOnlyList<string> paths in Batches(over, static path => ToolWorkspaceListing.CostOf(path, 0)))
            {
                if (!await copy.Do(copy.Step(ToolWorkspaceOperations.Drop) with { Paths = paths }))
                {
                    return false;
                }
            }
        }

        // Folders with nothing in them went with what was dropped.
        var open = new Queue<(ToolWorkspaceFile File, int Part)>(files.Where(file => file.Parts is null || !there.ContainsKey(file.Path))
            .SelectMany(static file => Enumerable.Range(0, Math.Max(file.Parts?.Count ?? 0, 1)).Select(part => (file, part))));
        while (open.Count > 0)
        {
            var parts = new List<ToolWorkspacePart>();
            foreach ((ToolWorkspaceFile file, int part) in NextBatch(open))
            {
                parts.Add(new ToolWorkspacePart
                {
                    Path = file.Path,
                    Part = part,
                    Folder = file.Parts is null,
                    Executable = file.Executable,
                    Content = file.Parts is { Count: > 0 } hashes ? Base64Url.EncodeToString(await Content(workspace, hashes[part])) : "",
                });
            }

            if (!await copy.Do(copy.Step(ToolWorkspaceOperations.Put) with { Parts = parts }))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<byte[]> Content(WorkspaceKey workspace, string hash) =>
        await store.ReadPartAsync(workspace, hash) ?? throw new WorkspaceFailure("a part of its files is not in the store");

    /// <summary>What fits into one frame.</summary>
    private static List<(ToolWorkspaceFile File, int Part)> NextBatch(Queue<(ToolWorkspaceFile File, int Part)> open)
    {
        var batch = new List<(ToolWorkspaceFile File, int Part)>();
        int room = ToolWorkspaceListing.FrameRoom;
        while (open.TryPeek(out (ToolWorkspaceFile File, int Part) next) && batch.Count < ToolWorkspaceListing.MaxParts)
        {
            room -= ToolWorkspaceListing.CostOf(next.File.Path, next.File.BytesOf(next.Part));
            if (room < 0 && batch.Count > 0)
            {
                break;
            }

            batch.Add(open.Dequeue());
        }

        return batch;
    }

    private static IEnumerable<IReadOnlyList<string>> Batches(IEnumerable<string> paths, Func<string, int> cost)
    {
        var batch = new List<string>();
        int room = ToolWorkspaceListing.FrameRoom;
        foreach (string path in paths)
        {
            room -= cost(path);
            if (room < 0 && batch.Count > 0)
            {
                yield return batch;
                (batch, room) = ([], ToolWorkspaceListing.FrameRoom - cost(path));
            }

            batch.Add(path);
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static bool IsSame(ToolWorkspaceFile one, ToolWorkspaceFile other) =>
        one.Bytes == other.Bytes && one.Executable == other.Executable && (one.Parts is null) == (other.Parts is null) && (one.Parts ?? []).SequenceEqual(other.Parts ?? [], StringComparer.Ordinal);

    private static byte[]? ContentOf(ToolWorkspacePart part)
    {
        try
        {
            return part.Content is null ? null : Base64Url.DecodeFromChars(part.Content);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
