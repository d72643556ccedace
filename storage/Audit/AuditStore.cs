using Moltbot.Storage.Sealing;
using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Audit;

/// <inheritdoc cref="IAuditStore"/>
internal sealed class AuditStore(IDatabase database, MasterKey master) : IAuditStore
{
    private const int PageSize = 500;

    public async Task<AuditHead> HeadAsync(string tenant, CancellationToken cancellationToken = default)
        => (await ReadHeadAsync(tenant, cancellationToken)).Head;

    public Task<AuditAppendResult> AppendAsync(string tenant, AuditHead expected, IReadOnlyList<NewAuditRecord> records, CancellationToken cancellationToken = default)
    {
        var canonical = records.Select(record => record with { Details = CanonicalJson.Of(record.Details) }).ToArray();
        return database.WriteAsync(session => AppendAsync(session, tenant, expected, canonical), cancellationToken);
    }

    public async Task<IReadOnlyList<AuditRecord>> TailAsync(string tenant, int count, long? before = null, CancellationToken cancellationToken = default)
    {
        var records = await database.QueryAsync(AuditStatements.Tail, AuditStatements.Map, cancellationToken, tenant, before ?? long.MaxValue, (long)count);
        records.Reverse();
        return records;
    }

    public async Task<IReadOnlyList<AuditRecord>> ReadForwardAsync(string tenant, long after, int count, CancellationToken cancellationToken = default)
        => await database.QueryAsync(AuditStatements.Forward, AuditStatements.Map, cancellationToken, tenant, after, (long)count);

    public Task<AuditVerification> VerifyAsync(string tenant, AuditHead? known = null, CancellationToken cancellationToken = default)
        => VerifyAsync(tenant, long.MaxValue, after: null, known, cancellationToken);

    public Task<AuditVerification> VerifyAsync(string tenant, int count, AuditHead? after, CancellationToken cancellationToken = default)
        => VerifyAsync(tenant, count, after, known: null, cancellationToken);

    private async Task<AuditVerification> VerifyAsync(string tenant, long count, AuditHead? after, AuditHead? known, CancellationToken cancellationToken)
    {
        // Records appended meanwhile are checked as far as they are met; the head read first must be among them.
        var before = await ReadHeadAsync(tenant, cancellationToken);
        var verifier = new ChainVerifier(tenant, known, after ?? AuditHead.Empty);
        var hashAtHead = before.Head.Sequence == verifier.Last.Sequence ? verifier.Last.Hash : null;
        IReadOnlyList<AuditRecord> page;
        var from = after?.Sequence ?? long.MinValue;
        do
        {
            page = await ReadForwardAsync(tenant, from, PageSize, cancellationToken);
            foreach (var record in page)
            {
                verifier.Add(record);
                hashAtHead = record.Sequence == before.Head.Sequence ? record.Hash : hashAtHead;
                from = record.Sequence;
            }

            if (page.Count == PageSize && verifier.Records >= count)
            {
                return verifier.Pause(before.Head);
            }
        }
        while (page.Count == PageSize);

        var now = await HeadAsync(tenant, cancellationToken);
        return verifier.Finish(before.Head, now, hashAtHead, before.IsGenuine(tenant, master));
    }

    private async Task<StoredHead> ReadHeadAsync(string tenant, CancellationToken cancellationToken)
        => await database.FirstAsync(AuditStatements.ReadHead, StoredHead.Map, cancellationToken, tenant)
            ?? StoredHead.Make(tenant, AuditHead.Empty, master);

    private async ValueTask<AuditAppendResult> AppendAsync(ISqlSession session, string tenant, AuditHead expected, NewAuditRecord[] records)
    {
        await session.ExecuteAsync(AuditStatements.InsertHead, StoredHead.Make(tenant, AuditHead.Empty, master).Arguments(tenant));
        var stored = (await session.QueryAsync(AuditStatements.LockHead, StoredHead.Map, tenant))[0];
        if (!stored.IsGenuine(tenant, master))
        {
            throw new AuditChainBrokenException($"The head of the audit chain of tenant '{tenant}' was not written by a holder of the master key; nothing is appended to it.");
        }

        if (stored.Head != expected)
        {
            return new AuditAppendResult(false, stored.Head, []);
        }

        var known = (await session.QueryAsync(AuditStatements.Known, row => row.GetString(0), tenant, records.Select(record => record.Id).ToArray())).ToHashSet(StringComparer.Ordinal);
        var chained = AuditChain.Continue(tenant, stored.Head, records.Where(record => known.Add(record.Id)));
        if (chained.Count == 0)
        {
            return new AuditAppendResult(true, stored.Head, []);
        }

        var inserted = await session.ExecuteManyAsync(AuditStatements.Insert, [.. chained.Select(record => AuditStatements.Arguments(tenant, record))]);
        if (inserted.Any(count => count != 1))
        {
            throw new AuditChainBrokenException($"The audit chain of tenant '{tenant}' has records beyond its head {stored.Head.Sequence}; nothing is appended to it.");
        }

        var head = new AuditHead(chained[^1].Sequence, chained[^1].Hash);
        await session.ExecuteAsync(AuditStatements.MoveHead, StoredHead.Make(tenant, head, master).Arguments(tenant));
        return new AuditAppendResult(true, head, chained);
    }
}
