using System.Security.Cryptography;
using System.Text;

namespace Moltbot.Storage.Sealing;

/// <summary>A tenant's data key in memory. Never logged, never serialised.</summary>
public sealed class TenantKey
{
    /// <summary>Length of a key in bytes.</summary>
    public const int Size = 32;

    private readonly byte[] secret;

    internal TenantKey(string tenant, byte[] secret)
    {
        if (secret.Length != Size)
        {
            throw new ArgumentException($"A key has {Size} bytes, this one {secret.Length}.", nameof(secret));
        }

        Tenant = tenant;
        this.secret = secret;
    }

    /// <summary>Whose data it seals.</summary>
    public string Tenant { get; }

    internal byte[] Seal(string table, string rowId, ReadOnlyMemory<byte> payload)
        => Envelope.Seal(secret, Tenant, table, rowId, payload.Span);

    internal byte[] Unseal(string table, string rowId, byte[] envelope)
        => Envelope.Unseal(secret, Tenant, table, rowId, envelope);

    /// <summary>A name for a content that the key's holders alone can make of it: 64 hex digits, the same for the same content and table.</summary>
    internal string NameOf(string table, string content)
        => Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"moltbot.name\n{table}\n{content}")));
}
