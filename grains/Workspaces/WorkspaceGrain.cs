using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Workspaces;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Protocol.Runners;
using Moltbot.Storage.Workspaces;

namespace Moltbot.Grains.Workspaces;

/// <summary>
/// Lends a workspace to runners. Who may write is a row that is compared before each change, so that an activation, a silo or a runner that
/// does not know of a later one changes nothing. Contents pass through and are not kept.
/// </summary>
internal sealed partial class WorkspaceGrain(
    IWorkspaceStore store, NodeCalls nodes, WorkspaceOptions options, TimeProvider time, ILogger<WorkspaceGrain> logger) : TenantGrain(time), IWorkspaceGrain
{
    /// <summary>Below the 30 s after which an engine gives a call up.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    /// <summary>How often a step is done again that met another one. Arbitrary.</summary>
    private const int MaxTries = 3;

    /// <summary>
    /// How far beyond what was lent a runner may say that it has been lent: so often a workspace changes hands between two copies of a database, at the very most. Arbitrary. Whoever says the
    /// greatest number there is would otherwise leave none for others.
    /// </summary>
    internal const long MaxJump = 1 << 20;

    /// <summary>How long what the holder has not stored is waited for before another one is lent the workspace. Arbitrary: below what a turn waits for its files.</summary>
    internal static readonly TimeSpan LastKeep = TimeSpan.FromSeconds(10);

    /// <summary>Readers that are remembered; of more all are asked again. Arbitrary.</summary>
    private const int MaxReaders = 64;

    private readonly WorkspaceMoves _moves = new(store, time);
    private readonly WorkspaceQueue _queue = new(time);
    private readonly Dictionary<string, WorkspaceLoan> _readers = new(StringComparer.Ordinal);
    private WorkspaceRow? _row;
    private (long Version, string Digest)? _digest;
    private int _toldLeftOut;
    private bool _isMoving;

    /// <summary>The reader whose copy is on its way; null for none.</summary>
    private string? _shownTo;

    private WorkspaceKey Workspace => new(Tenant, Key.Rest);

    // While a copy is on its way nobody is told that it is there; that of a reader is no other's matter.
    public Task<WorkspaceTaken?> Take(WorkspaceTake request) => (!_isMoving || (_shownTo is { } reader && reader != request.Runner)) && LoanOf(request) is { } loan
        ? Task.FromResult<WorkspaceTaken?>(new WorkspaceTaken(loan, null))
        : Within(_queue.Do("take " + request.RequestId, () => TakeNow(request)));

    public Task<WorkspaceKept?> Keep(string requestId, string runner, long fence) => Within(_queue.Do("keep " + requestId, () => KeepNow(runner, fence)));

    public Task KeepSoon()
    {
        // The row is looked at when its turn comes: read earlier, it could be written over one that was changed meanwhile.
        _ = _queue.Do("keep " + Guid.NewGuid(), KeepLast);
        return Task.CompletedTask;
    }

    /// <summary>The copy that a runner has for all that is known here; the runner compares it with its own at each call.</summary>
    private WorkspaceLoan? LoanOf(WorkspaceTake request)
    {
        WorkspaceLoan? loan = _row is not { } row ? null
            : row.Holder == request.Runner ? new WorkspaceLoan(row.Fence, null)
            : request.Writes ? null
            : _readers.GetValueOrDefault(request.Runner) is { } read && read == new WorkspaceLoan(row.Fence, row.Version) ? read
            : null;
        return loan == request.NotThere ? null : loan;
    }

    private async Task<WorkspaceTaken> TakeNow(WorkspaceTake request)
    {
        try
        {
            // Asked anew at each change of hands: another silo may have had its hands in it.
            _row = await store.FindAsync(Workspace);
            if (LoanOf(request) is { } loan)
            {
                return new WorkspaceTaken(loan, null);
            }

            _isMoving = true;
            return new WorkspaceTaken(request.Writes || _row is null || _row.Holder == request.Runner ? await Lend(request.Runner) : await Show(request.Runner), null);
        }
        catch (WorkspaceFailure failure)
        {
            return new WorkspaceTaken(null, failure.Message);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            _row = null;
            LogFailed(Tenant, Key.Rest, request.Runner, problem);
            return new WorkspaceTaken(null, "the store of workspaces failed");
        }
        finally
        {
            (_isMoving, _shownTo) = (false, null);
        }
    }

    /// <summary>A runner becomes the one that may write.</summary>
    private async Task<WorkspaceLoan> Lend(string runner)
    {
        await KeepBefore(runner);
        long least = 0;
        for (int tries = 0; tries < MaxTries; tries++)
        {
            long known = _row?.Fence ?? 0, fence = Math.Max(known, least) + 1;
            if (!await store.TakeAsync(Workspace, known, fence, Time.GetUtcNow()))
            {
                _row = await store.FindAsync(Workspace);
                continue;
            }

            // A workspace that was never stored begins as what its first runner has: of before workspaces were stored.
            bool adopts = _row is not { } before || (before.Version == 0 && (before.Holder == runner || before.Holder.Length == 0));
            _row = new WorkspaceRow(fence, "", _row?.Version ?? 0);
            await Peer<IAuditGrain>().Append([Auditing.Entry(Now, Principal, "workspace.take", Key.Rest, ("runner", runner), ("fence", Number(fence)), ("version", Number(_row.Version)))]);
            try
            {
                var loan = new WorkspaceLoan(fence, null);
                await Bring(runner, loan, _row.Version, adopts);
                if (!await store.HoldAsync(Workspace, fence, runner, Time.GetUtcNow()))
                {
                    throw Overtaken();
                }

                _row = _row with { Holder = runner };
                if (adopts && (await KeepNow(runner, fence)).Problem is { } problem)
                {
                    LogNotAdopted(Tenant, Key.Rest, runner, problem);
                }

                return loan;
            }
            catch (WorkspaceFailure failure) when (failure.Seen is { } seen)
            {
                if (seen - fence > MaxJump)
                {
                    throw new WorkspaceFailure("the runner says that it has been given a copy that nobody can have given it");
                }

                // The store is older than what it lent: restored from a copy. Whoever was given a fence since is behind it.
                least = seen;
            }
        }

        throw new WorkspaceFailure("others take it again and again");
    }

    /// <summary>A runner gets a copy of the newest version to read.</summary>
    private async Task<WorkspaceLoan> Show(string runner)
    {
        _shownTo = runner;
        var loan = new WorkspaceLoan(_row!.Fence, _row.Version);
        await Bring(runner, loan, _row.Version, adopts: false);
        if (_readers.Count >= MaxReaders)
        {
            _readers.Clear();
        }

        return _readers[runner] = loan;
    }

    /// <summary>Makes a runner's copy that version, or takes it as it is.</summary>
    private async Task Bring(string runner, WorkspaceLoan loan, long version, bool adopts)
    {
        WorkspaceCopy copy = CopyOf(runner, loan);
        IReadOnlyList<ToolWorkspaceFile> files = await Manifest(version);
        string? digest = adopts ? null : ToolWorkspaceListing.Digest(files);
        string[] stored = adopts ? [] : [.. (await store.ReadManifestsAsync(Workspace)).Select(static manifest => ToolWorkspaceListing.Digest(WorkspaceManifest.Read(manifest)))];
        WorkspaceListed listed = await copy.List(ToolWorkspaceOperations.Begin, digest, stored) ?? throw Overtaken();
        if (digest is not null && (listed.Digest != digest || listed.LeftOut > 0) && !await _moves.Bring(Workspace, copy, listed, files))
        {
            throw Overtaken();
        }

        if (!await copy.Do(copy.Step(ToolWorkspaceOperations.Done) with { Digest = digest }))
        {
            throw Overtaken();
        }
    }

    private WorkspaceCopy CopyOf(string runner, WorkspaceLoan loan, TimeSpan? patience = null) => new(nodes, options.Limits, Time, Tenant, Key.Rest, runner, loan, patience);

    private async Task<IReadOnlyList<ToolWorkspaceFile>> Manifest(long version) => version == 0
        ? []
        : WorkspaceManifest.Read(await store.ReadManifestAsync(Workspace, version) ?? throw new WorkspaceFailure("its list of files is not in the store"));

    private async Task<TAnswer?> Within<TAnswer>(Task<TAnswer> work)
        where TAnswer : class
    {
        try
        {
            return await work.WaitAsync(LongestWait, Time);
        }
        catch (TimeoutException) when (!work.IsCompleted)
        {
            return null;
        }
    }

    private static WorkspaceFailure Overtaken() => new("another copy is being brought to the runner");

    private static string Number(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tenant {Tenant}, agent {Agent}: what the workspace has on {Runner} is not stored: {Problem}")]
    private partial void LogNotAdopted(string tenant, string agent, string runner, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Tenant {Tenant}, agent {Agent}: the workspace could not be brought to {Runner} or stored from there")]
    private partial void LogFailed(string tenant, string agent, string runner, Exception problem);
}
