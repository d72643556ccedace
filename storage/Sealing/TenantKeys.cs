using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Sealing;

/// <inheritdoc cref="ITenantKeys"/>
internal sealed class TenantKeys(IDatabase database, MasterKey master, TimeProvider clock) : ITenantKeys
{
    private static readonly Statement Read = new("SELECT wrapped, master_id FROM tenant_keys WHERE tenant = $1");

    private static readonly Statement Insert = new(
        "INSERT INTO tenant_keys (tenant, wrapped, master_id, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant) DO NOTHING");

    private static readonly Statement Destroy = new(
        "UPDATE tenant_keys SET wrapped = NULL, destroyed_at = $2 WHERE tenant = $1 AND wrapped IS NOT NULL");

    /// <summary>A tenant destroyed before it ever had a key must not get one later.</summary>
    private static readonly Statement InsertDestroyed = new(
        "INSERT INTO tenant_keys (tenant, wrapped, master_id, created_at, destroyed_at) VALUES ($1, NULL, $2, $3, $3) ON CONFLICT (tenant) DO NOTHING");

    private readonly ConcurrentDictionary<string, Cached> cache = new(StringComparer.Ordinal);

    public ValueTask<TenantKey> GetAsync(string tenant, CancellationToken cancellationToken = default)
    {
        if (cache.TryGetValue(tenant, out var cached) && clock.GetElapsedTime(cached.ReadAt) < ITenantKeys.CacheLifetime)
        {
            return ValueTask.FromResult(cached.Key);
        }

        return new ValueTask<TenantKey>(LoadAsync(tenant, cancellationToken));
    }

    public async Task DestroyAsync(string tenant, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow().ToColumn();
        await database.ExecuteAsync(InsertDestroyed, cancellationToken, tenant, master.Id, now);
        await database.EraseAsync(Destroy, "tenant_keys", cancellationToken, tenant, now);
        cache.TryRemove(tenant, out _);
    }

    private async Task<TenantKey> LoadAsync(string tenant, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        var readAt = clock.GetTimestamp();
        var row = await database.FirstAsync(Read, Map, cancellationToken, tenant);
        if (row is null)
        {
            var fresh = master.Wrap(tenant, RandomNumberGenerator.GetBytes(TenantKey.Size));
            await database.ExecuteAsync(Insert, cancellationToken, tenant, fresh, master.Id, clock.GetUtcNow().ToColumn());

            // Read back: of two processes that got here together one has won.
            row = await database.FirstAsync(Read, Map, cancellationToken, tenant)
                ?? throw new StorageUnavailableException($"The key of tenant '{tenant}' was stored and could not be read back.");
        }

        if (row.Wrapped is null)
        {
            cache.TryRemove(tenant, out _);
            throw new TenantKeyDestroyedException(tenant);
        }

        if (!string.Equals(row.MasterId, master.Id, StringComparison.Ordinal))
        {
            throw new InvalidOperationException(
                $"The key of tenant '{tenant}' is wrapped by master key {row.MasterId}; this process has {master.Id}. Give it the master key that the database was made with.");
        }

        var key = new TenantKey(tenant, master.Unwrap(tenant, row.Wrapped));
        cache[tenant] = new Cached(key, readAt);
        return key;
    }

    private static KeyRow Map(DbDataReader row) => new(row.GetOptionalBytes(0), row.GetString(1));

    private sealed record KeyRow(byte[]? Wrapped, string MasterId);

    private sealed record Cached(TenantKey Key, long ReadAt);
}
