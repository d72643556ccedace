using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.Policy.Exec.Approvals;
using Orleans.Runtime;

namespace Moltbot.Grains.Approvals;

/// <summary>
/// Looks after what waits: ends what nobody answered, raises the alarm for what nobody was shown, and, woken by a reminder, has told
/// what a dead silo could not tell any more.
/// </summary>
internal sealed partial class ApprovalQueueGrain(
    [PersistentState("approvals", TenantGrain.Store)] IPersistentState<ApprovalQueueState> row,
    TimeProvider time,
    ILogger<ApprovalQueueGrain> logger) : TenantGrain(time), IApprovalQueueGrain, IRemindable
{
    /// <summary>Requests that may wait at a time: nobody answers more, and each costs a look every few seconds. Arbitrary.</summary>
    internal const int MaxWaiting = 256;

    /// <summary>How many of them may be one asker's, who leaves places to others. Arbitrary: a quarter.</summary>
    internal const int MaxOfAsker = 64;

    /// <summary>How many may be one session's: an agent that asks in a loop is stopped while a person can still read all of it. Arbitrary.</summary>
    internal const int MaxOfSession = 16;

    /// <summary>How many that wait a refusal names. Arbitrary: enough to begin with.</summary>
    private const int MaxNamed = 5;

    /// <summary>How often what waits is looked at, and how long gateways have to show it. Arbitrary: short beside a person's patience.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(7);

    private const string Reminder = "approvals";

    private IGrainTimer? _looking;

    protected override Task Start(CancellationToken cancellationToken)
    {
        LookWhileNeeded();
        return Task.CompletedTask;
    }

    public async Task<string?> Add(string id, long expiresAt, string askedBy, string? sessionKey)
    {
        if (row.State.Waiting.Exists(waiting => waiting.Id == id))
        {
            return null;
        }

        if (RefusalOf(askedBy, sessionKey) is { } refusal)
        {
            return refusal;
        }

        if (row.State.Waiting.Count == 0)
        {
            await this.RegisterOrUpdateReminder(Reminder, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        }

        await Keep(row.State with { Waiting = [.. row.State.Waiting, new WaitingApproval(id, Now, expiresAt, IsShown: false, askedBy, sessionKey)] });
        LookWhileNeeded();
        return null;
    }

    public async Task Remove(string id)
    {
        if (!row.State.Waiting.Exists(waiting => waiting.Id == id))
        {
            return;
        }

        await Keep(row.State with
        {
            Waiting = [.. row.State.Waiting.Where(waiting => waiting.Id != id)],
            Ended = [.. row.State.Ended.Where(ended => ended.Id != id), new EndedApproval(id, Now)],
        });
        LookWhileNeeded();
        ForgetOld();
        if (row.State.Waiting.Count == 0)
        {
            await ForgetReminder(Reminder);
        }
    }

    public Task Shown(string id) => row.State.Waiting.Exists(waiting => waiting.Id == id && !waiting.IsShown)
        ? Keep(row.State with { Waiting = [.. row.State.Waiting.Select(waiting => waiting.Id == id ? waiting with { IsShown = true } : waiting)] })
        : Task.CompletedTask;

    public Task<IReadOnlyList<string>> List() => Task.FromResult<IReadOnlyList<string>>([.. row.State.Waiting.Select(static waiting => waiting.Id)]);

    public Task<string?> Find(string idOrBeginning)
    {
        List<WaitingApproval> found = row.State.Waiting.FindAll(waiting => ApprovalId.IsMeant(idOrBeginning, waiting.Id));
        return Task.FromResult(found is [var only] ? only.Id : row.State.Ended.Find(ended => ended.Id == idOrBeginning)?.Id);
    }

    public Task KeepGrant(string id, string run, long until, string askedBy)
    {
        if (row.State.Grants.Exists(grant => grant.Id == id))
        {
            return Task.CompletedTask;
        }

        List<KeptGrant> worth = row.State.Grants.FindAll(grant => grant.Until > Now);
        IEnumerable<KeptGrant> ofOthers = worth.Where(grant => grant.AskedBy != askedBy);
        IEnumerable<KeptGrant> own = worth.Where(grant => grant.AskedBy == askedBy).TakeLast(MaxOfAsker - 1);
        return Keep(row.State with { Grants = [.. ofOthers.Concat(own).OrderBy(static grant => grant.Until).TakeLast(MaxWaiting - 1), new KeptGrant(id, run, until, askedBy)] });
    }

    public Task<IReadOnlyList<string>> GrantsFor(string run) => Task.FromResult<IReadOnlyList<string>>(
        [.. row.State.Grants.Where(grant => grant.Run == run && grant.Until > Now).Select(static grant => grant.Id)]);

    /// <summary>Names what waits of the asker or the session, and nothing of others.</summary>
    private string? RefusalOf(string askedBy, string? sessionKey)
    {
        List<WaitingApproval> ofSession = row.State.Waiting.FindAll(waiting => sessionKey is not null && waiting.SessionKey == sessionKey);
        List<WaitingApproval> ofAsker = row.State.Waiting.FindAll(waiting => waiting.AskedBy == askedBy);
        return ofSession.Count >= MaxOfSession ? $"as many approvals of this session wait as may ({MaxOfSession}): {Names(ofSession)}"
            : ofAsker.Count >= MaxOfAsker ? $"as many approvals of this asker wait as may ({MaxOfAsker}): {Names(ofAsker)}"
            : row.State.Waiting.Count >= MaxWaiting ? $"as many approvals wait as may in all ({MaxWaiting}), {ofAsker.Count} of them of this asker"
            : null;
    }

    private static string Names(List<WaitingApproval> waiting) => string.Join(", ", waiting.Take(MaxNamed).Select(static each => each.Id))
        + (waiting.Count > MaxNamed ? $" and {waiting.Count - MaxNamed} more" : "") + ". Answer them, or ask again when they have ended";

    /// <summary>Being woken is all: what waits is looked at by the timer of the activation. A reminder that a crash left behind goes.</summary>
    public Task ReceiveReminder(string reminderName, TickStatus status) => row.State.Waiting.Count == 0 ? ForgetReminder(Reminder) : Task.CompletedTask;

    private void LookWhileNeeded()
    {
        if (row.State.Waiting.Count == 0)
        {
            _looking?.Dispose();
            _looking = null;
        }
        else
        {
            _looking ??= StartTimer(_ => Look(), Interval, Interval, keepAlive: true);
        }
    }

    private Task Look()
    {
        foreach (WaitingApproval waiting in row.State.Waiting)
        {
            bool isUnseen = !waiting.IsShown && Now - waiting.AddedAt >= Interval.TotalMilliseconds;
            _ = Observe(Peer<IApprovalGrain>(GrainKey.ForBucket(Tenant, waiting.Id)).Settle(waiting.Id, isUnseen));
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Sees to the end of a call that nothing here waits for: requests wait for the queue, and a queue that waited for them while either is
    /// being deactivated would wait until the call's time is up. What failed is tried again.
    /// </summary>
    private async Task Observe(Task call)
    {
        try
        {
            await call;
        }
        catch (Exception problem)
        {
            LogNotLookedAt(problem);
        }
    }

    /// <summary>What could not be stored does not count, and the activation ends.</summary>
    private async Task Keep(ApprovalQueueState state)
    {
        ApprovalQueueState before = row.State;
        row.State = state;
        try
        {
            await Save(row);
        }
        catch
        {
            row.State = before;
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A waiting approval could not be looked after; it is tried again")]
    private partial void LogNotLookedAt(Exception error);
}
