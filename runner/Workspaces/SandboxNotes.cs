using System.Text.Json;

namespace Moltbot.Runner.Workspaces;

/// <summary>The notes of a runner's sandboxes, a file each. Whoever writes one holds the lock of its folder.</summary>
internal static class SandboxNotes
{
    /// <summary>More bytes than a note has.</summary>
    private const int MaxBytes = 64 << 10;

    private const string Ending = ".json";

    /// <summary>The last millisecond that a date has.</summary>
    private const long MaxTime = 253_402_300_799_999;

    /// <summary>What is noted of a folder; null where nothing is, or what cannot be read or is another's.</summary>
    /// <param name="folder">The folder of a sandbox.</param>
    public static SandboxNote? Read(string folder)
    {
        try
        {
            var file = new FileInfo(folder + Ending);
            if (!file.Exists || file.LinkTarget is not null || file.Length > MaxBytes)
            {
                return null;
            }

            // Which folder it speaks of follows from what it says: one that was moved or written by hand speaks of none.
            return JsonSerializer.Deserialize(File.ReadAllBytes(file.FullName), SandboxNoteJson.Default.SandboxNote) is { } note
                && WorkspaceFolders.NameOf(note.Tenant, note.Key) == Path.GetFileName(folder)
                && note is { MadeAtMs: >= 0 and <= MaxTime, UsedAtMs: >= 0 and <= MaxTime }
                ? note
                : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes a note, all of it or nothing.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string folder, SandboxNote note)
    {
        var path = folder + Ending;
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(note, SandboxNoteJson.Default.SandboxNote));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Forgets a folder.</summary>
    public static void Forget(string folder)
    {
        File.Delete(folder + Ending);
        File.Delete(folder + Ending + ".new");
    }

    /// <summary>The folders of sandboxes of which there are notes, with those.</summary>
    /// <param name="sandboxes">The folder that they are in; it need not be there.</param>
    public static IEnumerable<(string Folder, SandboxNote Note)> All(string sandboxes)
    {
        if (!Directory.Exists(sandboxes))
        {
            yield break;
        }

        foreach (var file in Directory.EnumerateFiles(sandboxes, "*" + Ending))
        {
            var folder = file[..^Ending.Length];
            if (Read(folder) is { } note)
            {
                yield return (folder, note);
            }
        }
    }
}
