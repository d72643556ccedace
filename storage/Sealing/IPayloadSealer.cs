namespace Moltbot.Storage.Sealing;

/// <summary>Seals payloads to the row they belong to: a sealed payload opens only for the same tenant, table and row id.</summary>
public interface IPayloadSealer
{
    ValueTask<byte[]> SealAsync(string tenant, string table, string rowId, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default);

    /// <exception cref="SealBrokenException">Altered, moved, or not ours.</exception>
    ValueTask<byte[]> UnsealAsync(string tenant, string table, string rowId, ReadOnlyMemory<byte> sealedPayload, CancellationToken cancellationToken = default);
}
