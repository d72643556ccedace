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

    private readonly ConcurrentDictionary<string, CachedKey> cache = new(StringComparer.Ordinal);

    public ValueTask<TenantKey> GetAsync(string tenant, CancellationToken cancellationToken = default)
        => Cached(tenant) is { } key ? ValueTask.FromResult(key) : new ValueTask<TenantKey>(LoadOrMakeAsync(tenant, cancellationToken));

    public ValueTask<TenantKey?> FindAsync(string tenant, CancellationToken cancellationToken = default)
        => Cached(tenant) is { } key ? ValueTask.FromResult<TenantKey?>(key) : new ValueTask<TenantKey?>(LoadAsync(tenant, cancellationToken));

    public async Task DestroyAsync(string tenant, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow().ToColumn();
        await database.ExecuteAsync(InsertDestroyed, cancellationToken, tenant, master.Id, now);
        await database.EraseAsync(Destroy, "tenant_keys", cancellationToken, tenant, now);
        cache.TryRemove(tenant, out _);
    }

    private TenantKey? Cached(string tenant)
        => cache.TryGetValue(tenant, out var cached) && clock.GetElapsedTime(cached.ReadAt) < ITenantKeys.CacheLifetime ? cached.Key : null;

    private async Task<TenantKey> LoadOrMakeAsync(string tenant, CancellationToken cancellationToken)
    {
        if (await LoadAsync(tenant, cancellationToken) is { } key)
        {
            return key;
        }

        var fresh = master.Wrap(tenant, RandomNumberGenerator.GetBytes(TenantKey.Size));
        await database.ExecuteAsync(Insert, cancellationToken, tenant, fresh, master.Id, clock.GetUtcNow().ToColumn());

        // Read back: of two processes that got here together one has won.
        return await LoadAsync(tenant, cancellationToken)
            ?? throw new StorageUnavailableException($"The key of tenant '{tenant}' was stored and could not be read back.");
    }

    private async Task<TenantKey?> LoadAsync(string tenant, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        var readAt = clock.GetTimestamp();
        if (await database.FirstAsync(Read, Map, cancellationToken, tenant) is not { } row)
        {
            return null;
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
        cache[tenant] = new CachedKey(key, readAt);
        return key;
    }

    private static KeyRow Map(DbDataReader row) => new(row.GetOptionalBytes(0), row.GetString(1));

    private sealed record KeyRow(byte[]? Wrapped, string MasterId);

    private sealed record CachedKey(TenantKey Key, long ReadAt);
}
