namespace Moltbot.Storage.Sealing;

internal sealed class PayloadSealer(ITenantKeys keys) : IPayloadSealer
{
    public async ValueTask<byte[]> SealAsync(string tenant, string table, string rowId, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default)
        => (await keys.GetAsync(tenant, cancellationToken)).Seal(table, rowId, payload);

    public async ValueTask<byte[]> UnsealAsync(string tenant, string table, string rowId, ReadOnlyMemory<byte> sealedPayload, CancellationToken cancellationToken = default)
        => (await keys.GetAsync(tenant, cancellationToken)).Unseal(table, rowId, sealedPayload.ToArray());
}
