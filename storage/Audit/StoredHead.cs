using System.Data.Common;
using System.Security.Cryptography;
using Moltbot.Storage.Sealing;
using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Audit;

/// <summary>A head row with its MAC.</summary>
internal sealed record StoredHead(AuditHead Head, byte[] Mac)
{
    public static StoredHead Make(string tenant, AuditHead head, MasterKey master) => new(head, master.Mac(AuditHash.Head(tenant, head)));

    public static StoredHead Map(DbDataReader row) => new(new AuditHead(row.GetInt64(0), row.GetString(1)), row.GetBytes(2));

    public bool IsGenuine(string tenant, MasterKey master)
        => CryptographicOperations.FixedTimeEquals(Mac, master.Mac(AuditHash.Head(tenant, Head)));

    public object?[] Arguments(string tenant) => [tenant, Head.Sequence, Head.Hash, Mac];
}
