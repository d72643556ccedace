using Moltbot.GrainInterfaces.Audit;
using Moltbot.Storage.Audit;
using Orleans.Concurrency;
using AuditRecord = Moltbot.GrainInterfaces.Audit.AuditRecord;
using AuditVerification = Moltbot.GrainInterfaces.Audit.AuditVerification;

namespace Moltbot.Grains.Audit;

/// <summary>
/// Chains a tenant's audit records in batches: entries that arrive while a batch is being written wait for the next one, and every
/// caller returns when its own entries are durable.
/// </summary>
[Reentrant]
internal sealed class AuditGrain(IAuditStore store, TimeProvider time) : TenantGrain(time), IAuditGrain
{
    /// <summary>Records after which a batch takes no further append. An append is never cut: its caller is told of all of it at once.</summary>
    private const int MaxBatch = 256;

    /// <summary>Records one call of <see cref="Verify"/> reads: a fraction of a second's work, far from a call's timeout.</summary>
    internal const int VerifiedAtOnce = 5000;

    private readonly Queue<WaitingAppend> _waiting = [];
    private AuditHead? _head;
    private Task? _writing;

    public Task Append(IReadOnlyList<AuditEntry> entries)
    {
        if (entries.Count == 0)
        {
            return Task.CompletedTask;
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(new WaitingAppend([.. entries.Select(ToRecord)], done));
        if (_writing is null or { IsCompleted: true })
        {
            _writing = WriteAll();
        }

        return done.Task;
    }

    public async Task<IReadOnlyList<AuditRecord>> Tail(int limit)
    {
        var records = await store.TailAsync(Tenant, Math.Clamp(limit, 1, 1000));
        return [.. records.Select(ToMessage)];
    }

    public async Task<AuditVerification> Verify(AuditCursor? after)
    {
        var result = await store.VerifyAsync(Tenant, VerifiedAtOnce, after is null ? null : new AuditHead(after.Sequence, after.Hash));
        AuditFault? fault = result.Faults.Count > 0 ? result.Faults[0] : null;
        return new AuditVerification
        {
            Ok = result.IsIntact,
            Records = result.Records,
            BrokenAt = fault?.Sequence,
            Problem = fault is null ? null : fault.Explanation,
            HeadHash = result.Head.Hash,
            Next = fault is null && result.Next is { } next ? new AuditCursor(next.Sequence, next.Hash) : null,
        };
    }

    private async Task WriteAll()
    {
        while (_waiting.Count > 0)
        {
            List<WaitingAppend> batch = NextBatch();
            try
            {
                await Write([.. batch.SelectMany(static append => append.Records)]);
                batch.ForEach(static append => append.Done.TrySetResult());
            }
            catch (Exception error)
            {
                // Without a record there is no effect: every caller of the batch learns that its entries are not stored.
                _head = null;
                batch.ForEach(append => append.Done.TrySetException(error));
            }
        }
    }

    private List<WaitingAppend> NextBatch()
    {
        var batch = new List<WaitingAppend>();
        for (int records = 0; records < MaxBatch && _waiting.TryDequeue(out WaitingAppend? append); records += append.Records.Count)
        {
            batch.Add(append);
        }

        return batch;
    }

    private async Task Write(IReadOnlyList<NewAuditRecord> records)
    {
        // A second activation may have moved the head; its records are in the chain, ours follow behind them.
        for (int attempt = 0; ; attempt++)
        {
            _head ??= await store.HeadAsync(Tenant);
            var result = await store.AppendAsync(Tenant, _head, records);
            _head = result.Head;
            if (result.Appended)
            {
                return;
            }

            if (attempt == 3)
            {
                throw new InvalidOperationException("the audit chain is being written by somebody else");
            }
        }
    }

    private static NewAuditRecord ToRecord(AuditEntry entry) =>
        new(entry.Id, DateTimeOffset.FromUnixTimeMilliseconds(entry.Timestamp), entry.Actor, entry.Action, entry.Target, entry.DetailsJson ?? "{}");

    private static AuditRecord ToMessage(Moltbot.Storage.Audit.AuditRecord record) => new()
    {
        Sequence = record.Sequence,
        Entry = new AuditEntry
        {
            Id = record.Id,
            Timestamp = record.Timestamp.ToUnixTimeMilliseconds(),
            Actor = record.Actor,
            Action = record.Action,
            Target = record.Target,
            DetailsJson = record.Details,
        },
        PreviousHash = record.PreviousHash,
        Hash = record.Hash,
    };

    private sealed record WaitingAppend(IReadOnlyList<NewAuditRecord> Records, TaskCompletionSource Done);
}
