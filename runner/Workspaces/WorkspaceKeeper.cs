using System.Buffers.Text;
using System.Text;
using Moltbot.Policy.Workspaces;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Sandboxes;
using Moltbot.Runner.Tools;

namespace Moltbot.Runner.Workspaces;

/// <summary>
/// Does the steps of <c>tools.workspace</c>: lists what a workspace has, tells parts of its files, and makes it another copy. Each step names the copy, and is refused where
/// that is not the one that is here or on its way, so that what comes late or twice changes nothing.
/// </summary>
/// <param name="folders">Where workspaces are.</param>
/// <param name="loans">Which copies they are.</param>
/// <param name="sandbox">Where files are opened.</param>
/// <param name="time">The clock against which changes are dated.</param>
/// <param name="leavings">What outlives its calls.</param>
internal sealed class WorkspaceKeeper(WorkspaceFolders folders, WorkspaceLoans loans, ISandbox sandbox, TimeProvider time, IWorkspaceLeavings leavings)
{
    private readonly WorkspaceSandbox _sandbox = new(sandbox);
    private readonly WorkspaceLister _lister = new(new WorkspaceSandbox(sandbox), time);
    private readonly WorkspaceAsides _asides = new(new WorkspaceSandbox(sandbox), time);
    private readonly WorkspaceMemory _memory = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WorkspaceList> _listed = new(StringComparer.Ordinal);

    /// <summary>Does one step.</summary>
    public async Task<ToolWorkspaceResult> Do(ToolWorkspaceParams step, CancellationToken cancelled)
    {
        try
        {
            var folder = folders.OfAgent(step.Tenant, step.AgentId) ?? throw new ToolRefusal("the step names no tenant or agent that there can be");
            if (step.Operation == ToolWorkspaceOperations.Begin)
            {
                // Before its turn: steps of other copies that wait for theirs find that they are none by then.
                var seen = await loans.Begin(folder, step.Loan, cancelled);
                return seen > step.Loan.Fence ? Stale with { Fence = seen } : await InTurn(folder, () => Begin(step, folder, seen, cancelled), cancelled);
            }

            return await InTurn(
                folder,
                async () => step.Operation switch
                {
                    ToolWorkspaceOperations.List => loans.Has(folder, step.Loan) ? await List(step, folder, cancelled) : Stale,
                    ToolWorkspaceOperations.More => More(step, folder),
                    ToolWorkspaceOperations.Read => loans.Has(folder, step.Loan) ? await Read(step, folder, cancelled) : Stale,
                    ToolWorkspaceOperations.Drop => loans.IsComing(folder, step.Loan) ? await Drop(step, folder, cancelled) : Stale,
                    ToolWorkspaceOperations.Put => loans.IsComing(folder, step.Loan) ? await Put(step, folder, cancelled) : Stale,
                    ToolWorkspaceOperations.Done => loans.IsComing(folder, step.Loan) ? await Finish(step, folder, cancelled) : Stale,
                    _ => throw new ToolRefusal("there is no such step"),
                },
                cancelled);
        }
        catch (ToolRefusal refusal)
        {
            return Refused(refusal.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Refused("the workspace's folder cannot be had");
        }
    }

    private static ToolWorkspaceResult Stale => new() { Outcome = ToolOutcomes.Stale };

    private static ToolWorkspaceResult Done => new() { Outcome = ToolOutcomes.Done };

    private static ToolWorkspaceResult Refused(string why) => new() { Outcome = ToolOutcomes.Refused, Text = why };

    private async Task<ToolWorkspaceResult> InTurn(string folder, Func<Task<ToolWorkspaceResult>> step, CancellationToken cancelled)
    {
        SemaphoreSlim turn;
        lock (_gate)
        {
            turn = _turns.TryGetValue(folder, out var known) ? known : _turns[folder] = new SemaphoreSlim(1);
        }

        await turn.WaitAsync(cancelled);
        try
        {
            return await step();
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<ToolWorkspaceResult> Begin(ToolWorkspaceParams step, string folder, long seen, CancellationToken cancelled)
    {
        if (!loans.IsComing(folder, step.Loan))
        {
            return Stale;
        }

        await leavings.End(folder).WaitAsync(cancelled);
        var stored = loans.StoredOf(folder);
        WorkspaceList? list = null;
        try
        {
            list = await _lister.List(folder, null, static _ => false, !loans.IsWritten(folder), cancelled);
        }
        catch (ToolRefusal) when (step.Digest is null || stored == WorkspaceLoans.OfStore)
        {
            // It stays as it is, or goes: nobody needs the list.
            return Done with { LeftOut = 1 };
        }
        catch (ToolRefusal)
        {
            // It may have anything in it.
        }

        if (step.Digest is null)
        {
            return Told(step, folder, list!);
        }

        if (stored != WorkspaceLoans.OfStore && !(list is { LeftOut: 0 } && (list.Digest == step.Digest || list.Digest == stored || step.Stored?.Contains(list.Digest, StringComparer.Ordinal) == true)))
        {
            // What was never stored nobody has but this runner: of before workspaces were stored, beyond their limits, of a holder that was overtaken.
            await _asides.PutAside(folder, isFirst: seen == 0, cancelled);
            _ = folders.OfAgent(step.Tenant, step.AgentId);
            list = new WorkspaceList([], ToolWorkspaceListing.Digest([]), 0);
        }

        loans.Store(folder, WorkspaceLoans.OfStore);
        return Told(step, folder, list!);
    }

    private async Task<ToolWorkspaceResult> List(ToolWorkspaceParams step, string folder, CancellationToken cancelled)
    {
        await leavings.Ended(folder).WaitAsync(cancelled);
        var learns = !loans.IsWritten(folder) && !leavings.AreIn(folder);
        var list = await _lister.List(folder, _memory.Stored(folder, step.Digest), _memory.Busy(folder, step.Digest), learns, cancelled);
        _memory.Listed(folder, list, step.Digest);
        if (list.Digest == step.Digest && list.LeftOut == 0)
        {
            loans.Store(folder, list.Digest);
        }

        return Told(step, folder, list);
    }

    private ToolWorkspaceResult Told(ToolWorkspaceParams step, string folder, WorkspaceList list)
    {
        if (list.Digest == step.Digest)
        {
            return Done with { Digest = list.Digest, LeftOut = list.LeftOut };
        }

        lock (_gate)
        {
            // One list is read to its end before the next begins, so few are kept at once.
            if (_listed.Count >= 4 && !_listed.ContainsKey(folder))
            {
                _listed.Clear();
            }

            _listed[folder] = list;
        }

        return Page(folder, list, null);
    }

    private ToolWorkspaceResult More(ToolWorkspaceParams step, string folder)
    {
        WorkspaceList? list;
        lock (_gate)
        {
            list = _listed.GetValueOrDefault(folder);
        }

        return list is not null && list.Digest == step.Digest && (loans.Has(folder, step.Loan) || loans.IsComing(folder, step.Loan)) ? Page(folder, list, step.After) : Stale;
    }

    private ToolWorkspaceResult Page(string folder, WorkspaceList list, string? after)
    {
        var room = ToolWorkspaceListing.FrameRoom;
        var files = new List<ToolWorkspaceFile>();
        var isMore = false;
        foreach (var file in list.Files.SkipWhile(file => after is not null && string.CompareOrdinal(file.Path, after) <= 0))
        {
            room -= ToolWorkspaceListing.CostOf(file);
            if (room < 0 && files.Count > 0)
            {
                isMore = true;
                break;
            }

            files.Add(file);
        }

        if (!isMore)
        {
            lock (_gate)
            {
                _listed.Remove(folder);
            }
        }

        return Done with { Digest = list.Digest, Files = files, IsMore = isMore, LeftOut = list.LeftOut };
    }

    private async Task<ToolWorkspaceResult> Read(ToolWorkspaceParams step, string folder, CancellationToken cancelled)
    {
        var wanted = PartsOf(step);

        // A file that has grown since is read as far as it was listed.
        var output = Encoding.ASCII.GetString((await _sandbox.Run(
            folder, WorkspaceScripts.Read(ToolWorkspaceFile.PartBytes, wanted.Select(part => (part.Path, part.Part, _memory.BytesOf(folder, part.Path, part.Part)))), default, cancelled)).Span);
        var lines = output.Split('\n');
        var room = ToolWorkspaceListing.FrameRoom;
        var parts = new List<ToolWorkspacePart>();
        for (var at = 0; at < wanted.Count && at < lines.Length; at++)
        {
            // What is gone is told by nothing; whoever asked sees by the hash what changed.
            var bytes = lines[at] == "-" ? [] : Convert.FromBase64String(lines[at]);
            _memory.Read(folder, wanted[at].Path, wanted[at].Part, bytes);
            room -= ToolWorkspaceListing.CostOf(wanted[at].Path, bytes.Length);
            if (room < 0 && parts.Count > 0)
            {
                break;
            }

            parts.Add(new ToolWorkspacePart { Path = wanted[at].Path, Part = wanted[at].Part, Content = Base64Url.EncodeToString(bytes) });
        }

        return Done with { Parts = parts };
    }

    private async Task<ToolWorkspaceResult> Drop(ToolWorkspaceParams step, string folder, CancellationToken cancelled)
    {
        if (step.Paths?.All(WorkspaceLimits.IsPath) == false)
        {
            throw new ToolRefusal("a path is none that there can be");
        }

        await (step.Paths is { } paths
            ? _sandbox.Run(folder, WorkspaceScripts.Drop, WorkspaceLister.Names(paths), cancelled)
            : _sandbox.Run(folder, WorkspaceScripts.DropAll, default, cancelled));
        return Done;
    }

    private async Task<ToolWorkspaceResult> Put(ToolWorkspaceParams step, string folder, CancellationToken cancelled)
    {
        var parts = PartsOf(step).Select(static part => (Part: part, Bytes: part.Folder ? [] : ContentOf(part))).ToList();
        await _sandbox.Run(
            folder,
            WorkspaceScripts.Put(ToolWorkspaceFile.PartBytes, parts.Select(static each => (each.Part.Path, each.Part.Folder ? "folder" : each.Part.Executable ? "executable" : "file", each.Bytes.Length, each.Part.Part))),
            parts.SelectMany(static each => each.Bytes).ToArray(),
            cancelled);
        return Done;
    }

    private async Task<ToolWorkspaceResult> Finish(ToolWorkspaceParams step, string folder, CancellationToken cancelled)
    {
        if (step.Digest is not null)
        {
            var list = await _lister.List(folder, null, static _ => false, learns: true, cancelled);
            if (list.Digest != step.Digest || list.LeftOut > 0)
            {
                throw new ToolRefusal("the workspace has not come as it should");
            }

            _memory.Listed(folder, list, step.Digest);
        }

        return loans.Done(folder, step.Loan, step.Digest) ? Done : Stale;
    }

    private static IReadOnlyList<ToolWorkspacePart> PartsOf(ToolWorkspaceParams step) =>
        step.Parts is { Count: > 0 and <= ToolWorkspaceListing.MaxParts } parts && parts.All(static part => part.Part >= 0 && WorkspaceLimits.IsPath(part.Path))
            ? parts
            : throw new ToolRefusal("the parts are none that there can be");

    private static byte[] ContentOf(ToolWorkspacePart part)
    {
        try
        {
            return Base64Url.DecodeFromChars(part.Content);
        }
        catch (FormatException)
        {
            throw new ToolRefusal("a part cannot be read");
        }
    }
}
