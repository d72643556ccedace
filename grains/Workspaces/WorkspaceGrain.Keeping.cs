using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Workspaces;
using Moltbot.Protocol.Runners;
using Moltbot.Storage.Workspaces;

namespace Moltbot.Grains.Workspaces;

/// <content>What runners changed becomes the next version, where its fence is the workspace's still.</content>
internal sealed partial class WorkspaceGrain
{
    /// <summary>Between a commit and the look for parts that nothing needs any more. Arbitrary.</summary>
    internal static readonly TimeSpan SweepAfter = TimeSpan.FromMinutes(5);

    /// <summary>How long a part stays that no manifest names: it may be on its way into one.</summary>
    internal static readonly TimeSpan Unneeded = TimeSpan.FromHours(1);

    /// <summary>Looks of one sweep: the next one goes on behind them. Arbitrary.</summary>
    private const int MaxSweeps = 20;

    private const string LentElsewhere = "the workspace has been given to another runner meanwhile";

    private const string NotThere = "the runner does not have the workspace any more";

    private bool _sweeps;
    private string? _swept;
    private DateTimeOffset _committed;

    private async Task<WorkspaceKept> KeepLast()
    {
        try
        {
            _row ??= await store.FindAsync(Workspace);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogFailed(Tenant, Key.Rest, "whoever has it", problem);
        }

        return _row is { Holder.Length: > 0 } row ? await KeepNow(row.Holder, row.Fence) : new WorkspaceKept(null, null);
    }

    /// <summary>Stores what the holder has, if it is there, before another runner is lent the workspace: afterwards it is refused.</summary>
    /// <exception cref="WorkspaceFailure">It has the only copy there is, of which nothing was ever stored, and that cannot be stored.</exception>
    private async Task KeepBefore(string runner)
    {
        if (_row is not { Holder.Length: > 0 } row || row.Holder == runner)
        {
            return;
        }

        // One that is gone stores nothing more: what it has, it keeps for itself.
        if (!(await Peer<INodeRouteGrain>().ListRunners()).Contains(row.Holder, StringComparer.Ordinal))
        {
            return;
        }

        if ((await KeepNow(row.Holder, row.Fence, LastKeep)).Problem is { } problem and not (LentElsewhere or NotThere))
        {
            LogNotKeptBefore(Tenant, Key.Rest, row.Holder, runner, problem);
            if (row.Version == 0)
            {
                throw new WorkspaceFailure($"{row.Holder} has a workspace that was never stored and cannot be: {problem}");
            }
        }

        _row = await store.FindAsync(Workspace);
    }

    private async Task<WorkspaceKept> KeepNow(string runner, long fence, TimeSpan? patience = null)
    {
        try
        {
            for (int tries = 0; tries < MaxTries; tries++)
            {
                if (!IsHeld(runner, fence))
                {
                    // Another silo may have lent it.
                    _row = await store.FindAsync(Workspace);
                }

                if (!IsHeld(runner, fence) || _row is not { } row)
                {
                    return new WorkspaceKept(LentElsewhere, null);
                }

                WorkspaceCopy copy = CopyOf(runner, new WorkspaceLoan(fence, null), patience);
                if (await copy.List(ToolWorkspaceOperations.List, await DigestOf(row.Version)) is not { } listed)
                {
                    return new WorkspaceKept(NotThere, null);
                }

                if (listed.Files is null)
                {
                    return Kept(listed);
                }

                if (await Commit(row, copy, listed))
                {
                    return Kept(listed);
                }

                // Its files changed while they were read, or the row did.
                _row = null;
            }

            return new WorkspaceKept("its files change while they are read", null);
        }
        catch (WorkspaceFailure failure)
        {
            // Whatever was not there may be that of a version of before.
            _row = null;
            return new WorkspaceKept(failure.Message, null);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            _row = null;
            LogFailed(Tenant, Key.Rest, runner, problem);
            return new WorkspaceKept("the store of workspaces failed", null);
        }
    }

    private bool IsHeld(string runner, long fence) => _row is { } row && row.Fence == fence && row.Holder == runner;

    private async Task<bool> Commit(WorkspaceRow row, WorkspaceCopy copy, WorkspaceListed listed)
    {
        HashSet<string> parts = WorkspaceManifest.Parts(listed.Files!);
        parts.ExceptWith(WorkspaceManifest.Parts(await Manifest(row.Version)));
        if (!await _moves.Fetch(Workspace, copy, listed.Files!, parts)
            || !await store.CommitAsync(Workspace, row.Fence, row.Version, WorkspaceManifest.Write(listed.Files!), parts, Time.GetUtcNow()))
        {
            return false;
        }

        (_row, _digest, _committed) = (row with { Version = row.Version + 1 }, (row.Version + 1, listed.Digest!), Time.GetUtcNow());
        SweepLater();
        return true;
    }

    private void SweepLater()
    {
        if (!_sweeps)
        {
            _sweeps = true;
            StartTimer(_ => _queue.Do("sweep " + Guid.NewGuid(), Sweep), SweepAfter, Timeout.InfiniteTimeSpan, keepAlive: true);
        }
    }

    /// <summary>Tells what is left out, once for each change of it.</summary>
    private WorkspaceKept Kept(WorkspaceListed listed)
    {
        int? told = listed.LeftOut == _toldLeftOut ? null : listed.LeftOut;
        _toldLeftOut = listed.LeftOut;
        return new WorkspaceKept(null, told);
    }

    private async Task<string> DigestOf(long version)
    {
        if (_digest is not { } known || known.Version != version)
        {
            _digest = known = (version, ToolWorkspaceListing.Digest(await Manifest(version)));
        }

        return known.Digest;
    }

    private async Task<bool> Sweep()
    {
        _sweeps = false;
        try
        {
            HashSet<string> needed = WorkspaceManifest.Parts((await store.ReadManifestsAsync(Workspace)).SelectMany(WorkspaceManifest.Read));
            for (int looks = 0; looks < MaxSweeps; looks++)
            {
                _swept = await store.SweepAsync(Workspace, needed, Time.GetUtcNow() - Unneeded, _swept);
                if (_swept is null)
                {
                    break;
                }
            }

            // Until what was young at the last commit is old: nothing else may come to remove it.
            if (_swept is not null || Time.GetUtcNow() - _committed <= Unneeded)
            {
                SweepLater();
            }

            return true;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogFailed(Tenant, Key.Rest, "nobody", problem);
        }

        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tenant {Tenant}, agent {Agent}: what the workspace has on {Holder} could not be stored before {Runner} is lent it: {Problem}")]
    private partial void LogNotKeptBefore(string tenant, string agent, string holder, string runner, string problem);
}
