namespace Moltbot.Storage.Idempotency;

/// <summary>Answers already given, until they expire. Expiry is judged when read.</summary>
public interface IIdempotencyStore
{
    /// <summary>The answer, or null when there is none or it has expired.</summary>
    Task<ReadOnlyMemory<byte>?> GetAsync(IdempotencyKey key, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>
    /// Keeps an answer unless a valid one is there. Returns the answer that counts: the one given, or the earlier one.
    /// </summary>
    Task<ReadOnlyMemory<byte>> PutAsync(IdempotencyKey key, ReadOnlyMemory<byte> outcome, DateTimeOffset now, DateTimeOffset expiresAt, CancellationToken cancellationToken = default);

    /// <summary>Removes expired answers of all tenants; returns how many.</summary>
    Task<long> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken = default);
}
