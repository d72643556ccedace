using System.Security.Cryptography;
using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Workspaces;

/// <summary>
/// What was last listed of workspaces, and what of that is stored: a silo names the version that it has by its digest. It is forgotten with the runner, and when there are many.
/// </summary>
internal sealed class WorkspaceMemory
{
    /// <summary>Workspaces of which that is remembered. Arbitrary.</summary>
    private const int Most = 32;

    private static readonly string Nothing = ToolWorkspaceListing.Digest([]);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Memory> _memories = new(StringComparer.Ordinal);

    /// <summary>The files of a version; null where they are not remembered.</summary>
    public IReadOnlyList<ToolWorkspaceFile>? Stored(string folder, string? digest)
    {
        lock (_gate)
        {
            if (digest == Nothing)
            {
                return [];
            }

            return _memories.GetValueOrDefault(folder) is not { } memory ? null
                : memory.Last?.Digest == digest ? memory.Last?.Files
                : memory.Stored?.Digest == digest ? memory.Stored?.Files
                : null;
        }
    }

    /// <summary>A list is made, of which a version is the one before.</summary>
    public void Listed(string folder, WorkspaceList list, string? stored)
    {
        lock (_gate)
        {
            if (_memories.Count >= Most && !_memories.ContainsKey(folder))
            {
                _memories.Clear();
            }

            var before = _memories.GetValueOrDefault(folder);
            var version = list.Digest == stored ? list : before?.Last?.Digest == stored ? before?.Last : before?.Stored;

            // A version was stored since, or there is none to store: whatever changed while it was read has its next chance.
            var isNew = list.Digest == stored || before?.Last?.Digest == stored;
            _memories[folder] = new Memory(list, version, isNew || before is null ? [] : before.Busy);
        }
    }

    /// <summary>Bytes of a part as it was listed; all that there may be where that is not remembered.</summary>
    public int BytesOf(string folder, string path, int part)
    {
        lock (_gate)
        {
            return FileOf(folder, path) is { Parts: { } parts } file && part < parts.Count ? file.BytesOf(part) : ToolWorkspaceFile.PartBytes;
        }
    }

    /// <summary>A part is read; where it is not what was listed, its file is one that changes while it is read.</summary>
    public void Read(string folder, string path, int part, ReadOnlySpan<byte> content)
    {
        lock (_gate)
        {
            if (FileOf(folder, path) is { Parts: { } parts } && part < parts.Count && Convert.ToHexStringLower(SHA256.HashData(content)) != parts[part])
            {
                _memories[folder].Busy.Add(path);
            }
        }
    }

    /// <summary>Tells of a file whether it changes while it is read: it did, or others did and it has changed since it was listed with them.</summary>
    /// <param name="folder">The workspace.</param>
    /// <param name="stored">The version of before; with another one than then all begins anew.</param>
    public Func<ToolWorkspaceFile, bool> Busy(string folder, string? stored)
    {
        lock (_gate)
        {
            if (_memories.GetValueOrDefault(folder) is not { Busy.Count: > 0, Last: { } last } memory || last.Digest == stored)
            {
                return static _ => false;
            }

            var before = last.Files.ToDictionary(static file => file.Path, static file => file, StringComparer.Ordinal);
            HashSet<string> busy = [.. memory.Busy];
            return file =>
            {
                var isBusy = file.Parts is not null && (busy.Contains(file.Path)
                    || (before.TryGetValue(file.Path, out var known) && !(known.Parts ?? []).SequenceEqual(file.Parts, StringComparer.Ordinal)));
                if (isBusy)
                {
                    lock (_gate)
                    {
                        memory.Busy.Add(file.Path);
                    }
                }

                return isBusy;
            };
        }
    }

    private ToolWorkspaceFile? FileOf(string folder, string path) => _memories.GetValueOrDefault(folder)?.Last?.Files.FirstOrDefault(file => file.Path == path);

    private sealed record Memory(WorkspaceList? Last, WorkspaceList? Stored, HashSet<string> Busy);
}
