using System.Data.Common;
using Moltbot.Storage.Grains;
using Moltbot.Storage.Sealing;
using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Turns;

/// <inheritdoc cref="ITurnStore"/>
internal sealed class TurnStore(IDatabase database, ITenantKeys keys) : ITurnStore
{
    private const string PayloadTable = "turns.payload";
    private const string OutcomeTable = "turns.outcome";

    private const string Fields =
        "tenant, session_key, run_id, order_no, status, owner_epoch, payload, outcome, created_at, started_at, ended_at, stop_reason";

    private static readonly Statement Insert = new("""
        INSERT INTO turns (tenant, run_id, session_key, status, owner_epoch, payload, created_at, started_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (tenant, run_id) DO NOTHING RETURNING order_no
        """);

    private static readonly Statement ByRunId = new($"SELECT {Fields} FROM turns WHERE tenant = $1 AND run_id = $2");

    private static readonly Statement Revise = new("UPDATE turns SET payload = $3 WHERE tenant = $1 AND run_id = $2 AND status = 0");

    private static readonly Statement Claim = new(
        "UPDATE turns SET status = 1, owner_epoch = $3, started_at = $4 WHERE tenant = $1 AND run_id = $2 AND status = 0");

    private static readonly Statement Reclaim = new(
        "UPDATE turns SET owner_epoch = $3 WHERE tenant = $1 AND run_id = $2 AND status = 1 AND owner_epoch < $3");

    private static readonly Statement Stop = new("""
        UPDATE turns SET stop_reason = coalesce(stop_reason, $4)
        WHERE tenant = $1 AND run_id = $2 AND status < 2 AND owner_epoch <= $3
        """);

    private static readonly Statement Complete = new("""
        UPDATE turns SET status = $4, outcome = $5, started_at = $6, ended_at = $7
        WHERE tenant = $1 AND run_id = $2 AND status < 2 AND owner_epoch <= $3
        """);

    private static readonly Statement CompleteKeepingStart = new("""
        UPDATE turns SET status = $4, outcome = $5, ended_at = $6
        WHERE tenant = $1 AND run_id = $2 AND status < 2 AND owner_epoch <= $3
        """);

    private static readonly Statement Open = new(
        $"SELECT {Fields} FROM turns WHERE tenant = $1 AND session_key = $2 AND status < 2 ORDER BY order_no");

    private static readonly Statement OpenSessions = new("""
        SELECT DISTINCT tenant, session_key FROM turns WHERE status < 2 AND (tenant, session_key) > ($1, $2)
        ORDER BY tenant, session_key LIMIT $3
        """);

    private static readonly Statement Prune = new("DELETE FROM turns WHERE status >= 2 AND ended_at < $1");

    public async Task<TurnEnqueueResult> EnqueueAsync(NewTurn turn, CancellationToken cancellationToken = default)
    {
        var key = await keys.GetAsync(turn.Tenant, cancellationToken);
        var payload = key.Seal(PayloadTable, turn.RunId, turn.Payload);
        var inserted = await database.ReturningAsync(
            Insert, row => row.GetInt64(0), cancellationToken, turn.Tenant, turn.RunId, turn.SessionKey,
            (long)(turn.ClaimedBy is null ? TurnStatus.Queued : TurnStatus.Running), turn.ClaimedBy ?? 0, payload, turn.CreatedAt.ToColumn(),
            turn.ClaimedBy is null ? null : turn.CreatedAt.ToColumn());
        return inserted.Count == 1
            ? new TurnEnqueueResult(false, RowOf(turn, inserted[0]))
            : new TurnEnqueueResult(true, await FindAsync(turn.Tenant, turn.RunId, cancellationToken)
                ?? throw new StorageUnavailableException($"The turn {turn.RunId} was removed while it was enqueued again."));
    }

    public async Task<bool> ReviseAsync(string tenant, string runId, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default)
    {
        var key = await keys.GetAsync(tenant, cancellationToken);
        return await database.ExecuteAsync(Revise, cancellationToken, tenant, runId, key.Seal(PayloadTable, runId, payload)) == 1;
    }

    public async Task<bool> ClaimAsync(string tenant, string runId, long ownerEpoch, DateTimeOffset startedAt, CancellationToken cancellationToken = default)
        => await database.ExecuteAsync(Claim, cancellationToken, tenant, runId, ownerEpoch, startedAt.ToColumn()) == 1;

    public async Task<bool> ReclaimAsync(string tenant, string runId, long ownerEpoch, CancellationToken cancellationToken = default)
        => await database.ExecuteAsync(Reclaim, cancellationToken, tenant, runId, ownerEpoch) == 1;

    public async Task<bool> StopAsync(string tenant, string runId, long ownerEpoch, string stopReason, CancellationToken cancellationToken = default)
        => await database.ExecuteAsync(Stop, cancellationToken, tenant, runId, ownerEpoch, stopReason) == 1;

    public async Task<bool> CompleteAsync(TurnCompletion completion, CancellationToken cancellationToken = default)
    {
        var (statement, arguments) = await EndAsync(completion, cancellationToken);
        return await database.ExecuteAsync(statement, cancellationToken, arguments) == 1;
    }

    public async ValueTask<CommitPart> PrepareCompleteAsync(TurnCompletion completion, CancellationToken cancellationToken = default)
    {
        var (statement, arguments) = await EndAsync(completion, cancellationToken);
        return new CommitPart(statement, [arguments], isRequired: false);
    }

    private async ValueTask<(Statement Statement, object?[] Arguments)> EndAsync(TurnCompletion completion, CancellationToken cancellationToken)
    {
        if (completion.Status is TurnStatus.Queued or TurnStatus.Running)
        {
            throw new ArgumentException($"A turn does not end as {completion.Status}; it ends as Ok, Error, Aborted or Interrupted.", nameof(completion));
        }

        var key = await keys.GetAsync(completion.Tenant, cancellationToken);
        object?[] common =
        [
            completion.Tenant, completion.RunId, completion.OwnerEpoch, (long)completion.Status,
            key.Seal(OutcomeTable, completion.RunId, completion.Outcome),
        ];
        var endedAt = completion.EndedAt.ToColumn();
        return completion.StartedAt is { } startedAt
            ? (Complete, [.. common, startedAt.ToColumn(), endedAt])
            : (CompleteKeepingStart, [.. common, endedAt]);
    }

    public async Task<TurnRow?> FindAsync(string tenant, string runId, CancellationToken cancellationToken = default)
    {
        return await keys.FindAsync(tenant, cancellationToken) is not { } key
            ? null
            : await database.FirstAsync(ByRunId, row => Map(row, key), cancellationToken, tenant, runId);
    }

    public async Task<IReadOnlyList<TurnRow>> OpenAsync(string tenant, string sessionKey, CancellationToken cancellationToken = default)
    {
        return await keys.FindAsync(tenant, cancellationToken) is not { } key
            ? []
            : await database.QueryAsync(Open, row => Map(row, key), cancellationToken, tenant, sessionKey);
    }

    public async Task<IReadOnlyList<OpenSession>> OpenSessionsAsync(OpenSession? after, int count, CancellationToken cancellationToken = default)
        => await database.QueryAsync(
            OpenSessions, row => new OpenSession(row.GetString(0), row.GetString(1)), cancellationToken,
            after?.Tenant ?? "", after?.SessionKey ?? "", (long)count);

    public async Task<long> PruneAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken = default)
        => await database.ExecuteAsync(Prune, cancellationToken, endedBefore.ToColumn());

    /// <summary>What was stored, without opening again what was just sealed. Times are kept in milliseconds.</summary>
    private static TurnRow RowOf(NewTurn turn, long order)
    {
        var createdAt = DateTimeOffset.FromUnixTimeMilliseconds(turn.CreatedAt.ToUnixTimeMilliseconds());
        return new TurnRow
        {
            Tenant = turn.Tenant,
            SessionKey = turn.SessionKey,
            RunId = turn.RunId,
            Order = order,
            Status = turn.ClaimedBy is null ? TurnStatus.Queued : TurnStatus.Running,
            OwnerEpoch = turn.ClaimedBy ?? 0,
            Payload = turn.Payload,
            CreatedAt = createdAt,
            StartedAt = turn.ClaimedBy is null ? null : createdAt,
        };
    }

    private static TurnRow Map(DbDataReader row, TenantKey key)
    {
        var runId = row.GetString(2);
        return new TurnRow
        {
            Tenant = row.GetString(0),
            SessionKey = row.GetString(1),
            RunId = runId,
            Order = row.GetInt64(3),
            Status = (TurnStatus)row.GetInt64(4),
            OwnerEpoch = row.GetInt64(5),
            Payload = key.Unseal(PayloadTable, runId, row.GetBytes(6)),
            Outcome = row.GetOptionalBytes(7) is { } outcome ? key.Unseal(OutcomeTable, runId, outcome) : default(ReadOnlyMemory<byte>?),
            CreatedAt = row.GetTime(8),
            StartedAt = row.GetOptionalTime(9),
            EndedAt = row.GetOptionalTime(10),
            StopReason = row.GetOptionalString(11),
        };
    }
}
