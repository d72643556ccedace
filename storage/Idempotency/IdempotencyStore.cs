using Moltbot.Storage.Sealing;
using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Idempotency;

/// <inheritdoc cref="IIdempotencyStore"/>
internal sealed class IdempotencyStore(IDatabase database, ITenantKeys keys) : IIdempotencyStore
{
    private const string Table = "idempotency";

    private static readonly Statement Read = new(
        "SELECT outcome FROM idempotency WHERE tenant = $1 AND kind = $2 AND request_key = $3 AND expires_at > $4");

    private static readonly Statement Put = new("""
        INSERT INTO idempotency AS i (tenant, kind, request_key, outcome, expires_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (tenant, kind, request_key) DO UPDATE SET outcome = excluded.outcome, expires_at = excluded.expires_at
        WHERE i.expires_at <= $6
        """);

    private static readonly Statement Prune = new("DELETE FROM idempotency WHERE expires_at <= $1");

    public async Task<ReadOnlyMemory<byte>?> GetAsync(IdempotencyKey key, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var dataKey = await keys.GetAsync(key.Tenant, cancellationToken);
        var outcome = await database.FirstAsync(
            Read, row => dataKey.Unseal(Table, Id(key), row.GetBytes(0)), cancellationToken, key.Tenant, key.Kind, key.Key, now.ToColumn());
        return outcome is null ? null : (ReadOnlyMemory<byte>?)outcome;
    }

    public async Task<ReadOnlyMemory<byte>> PutAsync(IdempotencyKey key, ReadOnlyMemory<byte> outcome, DateTimeOffset now, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        var dataKey = await keys.GetAsync(key.Tenant, cancellationToken);
        var written = await database.ExecuteAsync(
            Put, cancellationToken, key.Tenant, key.Kind, key.Key, dataKey.Seal(Table, Id(key), outcome), expiresAt.ToColumn(), now.ToColumn());

        // Not written means a valid one is there; should it be pruned in this very moment, ours is as good.
        return written == 1 ? outcome : await GetAsync(key, now, cancellationToken) ?? outcome;
    }

    public async Task<long> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken = default)
        => await database.ExecuteAsync(Prune, cancellationToken, now.ToColumn());

    private static string Id(IdempotencyKey key) => RowId.Of(key.Kind, key.Key);
}
