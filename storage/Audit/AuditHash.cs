using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Moltbot.Storage.Audit;

/// <summary>
/// The hash of a record: SHA-256 over a label, the tenant and every field, each behind its length, the hash of the record
/// before among them. So no field can be moved into another, and no record to another place or tenant.
/// </summary>
internal static class AuditHash
{
    public static string Of(string tenant, AuditRecord record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, "moltbot.audit.v1");
        Add(hash, tenant);
        Add(hash, record.Sequence);
        Add(hash, record.Id);
        Add(hash, record.Timestamp.ToUnixTimeMilliseconds());
        Add(hash, record.Actor);
        Add(hash, record.Action);
        Add(hash, record.Target);
        Add(hash, record.Details);
        Add(hash, record.PreviousHash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What the MAC of a head covers.</summary>
    public static byte[] Head(string tenant, AuditHead head)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, "moltbot.audit-head.v1");
        Add(hash, tenant);
        Add(hash, head.Sequence);
        Add(hash, head.Hash);
        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Add(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
