namespace Moltbot.Storage.Sealing;

/// <summary>Data keys, one a tenant, wrapped by the master key in the table <c>tenant_keys</c>.</summary>
public interface ITenantKeys
{
    /// <summary>The tenant's key, made at first use.</summary>
    /// <exception cref="TenantKeyDestroyedException">It was destroyed; the tenant can be neither read nor written any more.</exception>
    ValueTask<TenantKey> GetAsync(string tenant, CancellationToken cancellationToken = default);

    /// <summary>
    /// The tenant's key if it has one. Without one nothing of the tenant is sealed, so there is nothing to read: whoever only looks
    /// leaves nothing behind for a tenant that nobody made.
    /// </summary>
    /// <exception cref="TenantKeyDestroyedException">It was destroyed.</exception>
    ValueTask<TenantKey?> FindAsync(string tenant, CancellationToken cancellationToken = default);

    /// <summary>
    /// Destroys the key: what was sealed under it cannot be read again by anyone, and the tenant id cannot be used again.
    /// Other processes notice within <see cref="CacheLifetime"/>. Repeating it is harmless.
    /// </summary>
    Task DestroyAsync(string tenant, CancellationToken cancellationToken = default);

    /// <summary>How long a process trusts its cached copy.</summary>
    static TimeSpan CacheLifetime { get; } = TimeSpan.FromSeconds(30);
}
