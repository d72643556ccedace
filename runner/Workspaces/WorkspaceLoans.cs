using System.Globalization;
using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Workspaces;

/// <summary>
/// Which copy of each workspace this runner has, noted beside its folder, where nothing of a sandbox sees it. A copy that is being made another one is
/// none until that is done, and neither is one of before the machine started anew: what it had not written out by then is lost.
/// </summary>
internal sealed class WorkspaceLoans
{
    private const string NoteEnd = ".loan";
    /// <summary>In place of a digest: nothing but what came from the store is here, though not all of it.</summary>
    public const string OfStore = "coming";

    private const string NoCopy = "-";
    private const string Held = "held";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly string Boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Copy> _copies = new(StringComparer.Ordinal);

    /// <summary>A call comes that needs a copy; null where that is not here.</summary>
    /// <param name="folder">The workspace.</param>
    /// <param name="loan">The copy.</param>
    /// <param name="writes">Whether the call may change it.</param>
    /// <param name="call">Ends the call.</param>
    public WorkspaceUse? Enter(string folder, ToolWorkspaceLoan loan, bool writes, CancellationTokenSource call)
    {
        lock (_gate)
        {
            var copy = CopyOf(folder);
            if (copy.Loan != loan || (writes && loan.Version is not null))
            {
                return null;
            }

            var use = new WorkspaceUse(writes, call, left =>
            {
                lock (_gate)
                {
                    copy.Uses.Remove(left);
                }
            });
            copy.Uses.Add(use);
            return use;
        }
    }

    /// <summary>A call comes of a silo that keeps no workspaces: whatever the copy was, it is not any more.</summary>
    public void Forget(string folder)
    {
        lock (_gate)
        {
            var copy = CopyOf(folder);
            if (copy.Loan is not null || copy.Stored is not null)
            {
                copy.Stored = null;
                Note(folder, copy, null);
            }
        }
    }

    /// <summary>Whether a copy is here.</summary>
    public bool Has(string folder, ToolWorkspaceLoan loan)
    {
        lock (_gate)
        {
            return CopyOf(folder).Loan == loan;
        }
    }

    /// <summary>Whether a copy is on its way here.</summary>
    public bool IsComing(string folder, ToolWorkspaceLoan loan)
    {
        lock (_gate)
        {
            return CopyOf(folder).Coming == loan;
        }
    }

    /// <summary>A copy begins to come. No call finds the one that was here, and those that may change it have ended when this returns.</summary>
    /// <returns>The greatest fence that was seen before, 0 for none; where that is a greater one nothing was done.</returns>
    /// <exception cref="OperationCanceledException">They had not ended by then; the copy is none all the same.</exception>
    public async Task<long> Begin(string folder, ToolWorkspaceLoan loan, CancellationToken cancelled)
    {
        List<Task> ending = [];
        long seen;
        lock (_gate)
        {
            var copy = CopyOf(folder);
            seen = copy.Seen;
            if (seen > loan.Fence)
            {
                return seen;
            }

            (copy.Seen, copy.Coming) = (loan.Fence, loan);
            Note(folder, copy, null);
            foreach (var use in copy.Uses.Where(static use => use.Writes))
            {
                ending.Add(use.Over);
                use.Cancel();
            }
        }

        await Task.WhenAll(ending).WaitAsync(cancelled);
        return seen;
    }

    /// <summary>The copy has come; false where another one is on its way meanwhile.</summary>
    /// <param name="folder">The workspace.</param>
    /// <param name="loan">The copy.</param>
    /// <param name="stored">The digest of the version that it is; null where it is none.</param>
    public bool Done(string folder, ToolWorkspaceLoan loan, string? stored)
    {
        lock (_gate)
        {
            var copy = CopyOf(folder);
            if (copy.Coming != loan)
            {
                return false;
            }

            (copy.Coming, copy.Stored) = (null, stored);
            Note(folder, copy, loan);
            return true;
        }
    }

    /// <summary>The digest of what was here when it was last known to be stored; <see cref="OfStore"/> where all that is here came from the store; null where nothing is known.</summary>
    public string? StoredOf(string folder)
    {
        lock (_gate)
        {
            return CopyOf(folder).Stored;
        }
    }

    /// <summary>What is here is stored, or came from there.</summary>
    public void Store(string folder, string digest)
    {
        lock (_gate)
        {
            var copy = CopyOf(folder);
            if (copy.Stored != digest)
            {
                copy.Stored = digest;
                Note(folder, copy, copy.Loan);
            }
        }
    }

    /// <summary>Whether a call is under way that may change the workspace.</summary>
    public bool IsWritten(string folder)
    {
        lock (_gate)
        {
            return CopyOf(folder).Uses.Exists(static use => use.Writes);
        }
    }

    private Copy CopyOf(string folder) => _copies.TryGetValue(folder, out var known) ? known : _copies[folder] = Read(folder);

    private static Copy Read(string folder)
    {
        try
        {
            var words = File.ReadAllText(folder + NoteEnd).Trim().Split(' ');
            if (words is [var seen, var version, var boot, var stored] && long.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var fence))
            {
                return new Copy
                {
                    Seen = fence,
                    Stored = stored == NoCopy ? null : stored,
                    Loan = boot != Boot || version == NoCopy ? null : version == Held ? new ToolWorkspaceLoan { Fence = fence }
                        : long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new ToolWorkspaceLoan { Fence = fence, Version = number } : null,
                };
            }
        }
        catch (FileNotFoundException)
        {
            // Nothing was ever brought here.
        }

        return new Copy();
    }

    private static void Note(string folder, Copy copy, ToolWorkspaceLoan? loan)
    {
        copy.Loan = null;
        var word = loan is null ? NoCopy : loan.Version?.ToString(CultureInfo.InvariantCulture) ?? Held;
        var aside = folder + NoteEnd + "~";
        using (var file = new FileStream(aside, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = Private }))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{copy.Seen} {word} {Boot} {copy.Stored ?? NoCopy}\n")));
        }

        File.Move(aside, folder + NoteEnd, overwrite: true);
        copy.Loan = loan;
    }

    private sealed class Copy
    {
        /// <summary>The copy that is here; null for none.</summary>
        public ToolWorkspaceLoan? Loan { get; set; }

        /// <summary>The one that is on its way.</summary>
        public ToolWorkspaceLoan? Coming { get; set; }

        /// <summary>The greatest fence.</summary>
        public long Seen { get; set; }

        /// <summary>See <see cref="StoredOf"/>.</summary>
        public string? Stored { get; set; }

        public List<WorkspaceUse> Uses { get; } = [];
    }
}
