using Moltbot.GrainInterfaces.Workspaces;
using Moltbot.Policy.Values;
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

    /// <summary>Looks of one sweep: what is beyond comes with the next one. Arbitrary.</summary>
    private const int MaxSweeps = 20;

    /// <summary>Most characters of a path or reason in an answer.</summary>
    private const int MaxProblem = 800;

    private bool _sweeps;

    private async Task<WorkspaceKept> KeepNow(string runner, long fence)
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
                    return new WorkspaceKept("the workspace has been given to another runner meanwhile", null);
                }

                WorkspaceCopy copy = CopyOf(runner, new WorkspaceLoan(fence, null));
                if (await copy.List(ToolWorkspaceOperations.List, await DigestOf(row.Version)) is not { } listed)
                {
                    return new WorkspaceKept("the runner does not have the workspace any more", null);
                }

                if (listed.Files is null)
                {
                    return Kept(listed);
                }

                ToolWorkspaceFile? largest = listed.Files.MaxBy(static file => file.Bytes);
                if (options.Limits.RefusalOf(listed.Files.Count, (largest?.Path ?? "", largest?.Bytes ?? 0), listed.Files.Sum(static file => file.Bytes)) is { } refusal)
                {
                    return new WorkspaceKept(TextPrefix.Of(refusal, MaxProblem), null);
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

        (_row, _digest) = (row with { Version = row.Version + 1 }, (row.Version + 1, listed.Digest!));
        if (!_sweeps)
        {
            _sweeps = true;
            StartTimer(_ => _queue.Do("sweep " + Guid.NewGuid(), Sweep), SweepAfter, Timeout.InfiniteTimeSpan, keepAlive: true);
        }

        return true;
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
            string? after = null;
            for (int looks = 0; looks < MaxSweeps; looks++)
            {
                after = await store.SweepAsync(Workspace, needed, Time.GetUtcNow() - Unneeded, after);
                if (after is null)
                {
                    return true;
                }
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogFailed(Tenant, Key.Rest, "nobody", problem);
        }

        return false;
    }
}
