namespace Moltbot.Storage.Sessions;

/// <summary>The index of a tenant's sessions. Lists cost what they return, counts cost one row, however many are stored.</summary>
public interface ISessionIndexStore
{
    /// <summary>Inserts or replaces in one transaction; rows of a lower revision than the stored one are ignored.</summary>
    Task UpsertAsync(string tenant, IReadOnlyList<SessionIndexRow> rows, CancellationToken cancellationToken = default);

    Task<SessionIndexRow?> GetAsync(string tenant, string key, CancellationToken cancellationToken = default);

    Task<SessionIndexRow?> FindBySessionIdAsync(string tenant, string sessionId, CancellationToken cancellationToken = default);

    /// <summary>The newest <paramref name="limit"/> (at least 1) that pass the filter, newest first, then by key.</summary>
    Task<IReadOnlyList<SessionIndexRow>> ListAsync(string tenant, SessionFilter filter, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// All that pass the filter, newest first, read page by page: for searches over what is sealed. A session updated
    /// meanwhile may be missed.
    /// </summary>
    IAsyncEnumerable<SessionIndexRow> StreamAsync(string tenant, SessionFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Number of sessions of a tenant, or of one of its agents.</summary>
    Task<long> CountAsync(string tenant, string? agentId = null, CancellationToken cancellationToken = default);

    Task<bool> DeleteAsync(string tenant, string key, CancellationToken cancellationToken = default);
}
