namespace Moltbot.Storage.Sealing;

/// <summary>
/// Sealing for a caller that knows neither tenant nor row: Orleans' serializer interface sees the value alone. The key is
/// the cluster's own and the associated data only a label, so a payload is hidden and tamper-evident, but could be moved
/// to another row; where the row is known, <see cref="IPayloadSealer"/> is to be used.
/// </summary>
public sealed class SealedBytes
{
    /// <summary>No tenant's id: ids of tenants do not begin with a star.</summary>
    private const string ClusterTenant = "*cluster";

    private readonly TenantKey key;
    private readonly string label;

    private SealedBytes(TenantKey key, string label)
    {
        this.key = key;
        this.label = label;
    }

    /// <summary>Fetches the cluster's key; what was sealed under one label does not open under another.</summary>
    public static async Task<SealedBytes> CreateAsync(ITenantKeys keys, string label, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return new SealedBytes(await keys.GetAsync(ClusterTenant, cancellationToken), label);
    }

    /// <summary>Seals.</summary>
    public byte[] Seal(ReadOnlyMemory<byte> payload) => key.Seal(label, "", payload);

    /// <summary>Opens what <see cref="Seal"/> made.</summary>
    /// <exception cref="SealBrokenException">Altered, or sealed under another label or key.</exception>
    public byte[] Unseal(ReadOnlyMemory<byte> sealedPayload) => key.Unseal(label, "", sealedPayload.ToArray());
}
