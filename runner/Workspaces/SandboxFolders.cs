using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Workspaces;

/// <summary>
/// The folders of sandboxes: made for the first call, noted, and put aside when nothing goes on in them any more. What is put aside is deleted later:
/// from that moment on the next call finds a new one.
/// </summary>
/// <param name="folders">Where they are.</param>
/// <param name="programs">Whether a program that outlives its call is in a folder.</param>
/// <param name="time">The clock.</param>
internal sealed class SandboxFolders(WorkspaceFolders folders, Func<string, bool> programs, TimeProvider time)
{
    private const string Removed = "removed-";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<SandboxStay>> _stays = new(StringComparer.Ordinal);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Enters the sandbox of a call, which is made when it is not there. Null when the call's tenant or key is none.</summary>
    /// <param name="context">The call's context.</param>
    /// <param name="call">Ends the call.</param>
    /// <exception cref="IOException">It cannot be had.</exception>
    public SandboxStay? Enter(ToolRunContext context, CancellationTokenSource call)
    {
        lock (_gate)
        {
            if (folders.PathOfSandbox(context.Tenant, context.SandboxKey) is not { } folder)
            {
                return null;
            }

            var before = SandboxNotes.Read(folder);
            folders.MakeSandboxes();
            if (!Directory.Exists(folder))
            {
                // The note first: a folder of which nothing is known would never be thrown away.
                SandboxNotes.Write(folder, SandboxNote.Of(context, null, Now));
            }
            else
            {
                Refresh(folder, before, SandboxNote.Of(context, before, Now));
            }

            folders.MakeSandbox(folder);
            var stay = new SandboxStay(folder, call, Leave);
            if (!_stays.TryGetValue(folder, out var stays))
            {
                _stays.Add(folder, stays = []);
            }

            stays.Add(stay);
            return stay;
        }
    }

    /// <summary>Those of which something is known, the one used last first.</summary>
    public IReadOnlyList<(string Folder, SandboxNote Note)> All() => [.. SandboxNotes.All(folders.Sandboxes).OrderByDescending(static each => each.Note.UsedAtMs)];

    /// <summary>What goes on in one: a word of <see cref="ToolSandboxUses"/>.</summary>
    public string UseOf(string folder)
    {
        lock (_gate)
        {
            return _stays.ContainsKey(folder) ? ToolSandboxUses.Call : programs(folder) ? ToolSandboxUses.Program : ToolSandboxUses.None;
        }
    }

    /// <summary>Ends the calls that are being made in a folder.</summary>
    /// <returns>What to wait for; one that begins meanwhile is not among it.</returns>
    public IReadOnlyList<Task> Cancel(string folder)
    {
        lock (_gate)
        {
            List<SandboxStay> stays = [.. _stays.GetValueOrDefault(folder) ?? []];
            stays.ForEach(static stay => stay.Cancel());
            return [.. stays.Select(static stay => stay.Over)];
        }
    }

    /// <summary>Puts one aside if its time is over.</summary>
    /// <inheritdoc cref="PutAside"/>
    public bool PutOldAside(string folder) => PutAside(folder, static (note, now) => note.IsOver(now));

    /// <summary>Puts one aside. A folder with a file system mounted below it stays, and so does one that something goes on in.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isMeant">Whether it still is to be, by what is noted now.</param>
    /// <returns>Whether it is gone.</returns>
    /// <exception cref="IOException">It cannot be moved.</exception>
    public bool PutAside(string folder, Func<SandboxNote, long, bool> isMeant)
    {
        lock (_gate)
        {
            if (_stays.ContainsKey(folder) || programs(folder) || SandboxNotes.Read(folder) is not { } note || !isMeant(note, Now))
            {
                return false;
            }

            if (Directory.Exists(folder))
            {
                if (MountPoints.AreIn(folder))
                {
                    return false;
                }

                Directory.Move(folder, Path.Combine(folders.Sandboxes, $"{Removed}{Guid.NewGuid():N}"));
            }

            SandboxNotes.Forget(folder);
            return true;
        }
    }

    /// <summary>The folders that were put aside and not deleted yet, also by a runner before this one.</summary>
    public IReadOnlyList<string> Aside() => Directory.Exists(folders.Sandboxes) ? [.. Directory.EnumerateDirectories(folders.Sandboxes, Removed + "*")] : [];

    private void Leave(SandboxStay stay)
    {
        lock (_gate)
        {
            var stays = _stays[stay.Folder];
            stays.Remove(stay);
            if (stays.Count == 0)
            {
                _stays.Remove(stay.Folder);
            }

            if (SandboxNotes.Read(stay.Folder) is { } before)
            {
                Refresh(stay.Folder, before, before with { UsedAtMs = Now });
            }
        }
    }

    private static void Refresh(string folder, SandboxNote? before, SandboxNote now)
    {
        if (before is not null && now.IsLike(before))
        {
            return;
        }

        try
        {
            SandboxNotes.Write(folder, now);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            // A disk without room keeps nobody from a sandbox that is there: perhaps it is to be tidied up.
        }
    }
}
