using System.Data.Common;
using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Audit;

internal static class AuditStatements
{
    private const string Fields = "seq, record_id, at, actor, action, target, details, prev_hash, hash";

    public static readonly Statement ReadHead = new("SELECT seq, hash, mac FROM audit_heads WHERE tenant = $1");

    public static readonly Statement InsertHead = new(
        "INSERT INTO audit_heads (tenant, seq, hash, mac) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant) DO NOTHING");

    /// <summary>Changes nothing, but holds the row until the transaction ends: appends to one chain queue up here.</summary>
    public static readonly Statement LockHead = new("UPDATE audit_heads SET seq = seq WHERE tenant = $1 RETURNING seq, hash, mac");

    public static readonly Statement MoveHead = new("UPDATE audit_heads SET seq = $2, hash = $3, mac = $4 WHERE tenant = $1");

    public static readonly Statement Known = new("SELECT record_id FROM audit WHERE tenant = $1 AND record_id IN LIST $2");

    public static readonly Statement Insert = new($"""
        INSERT INTO audit (tenant, {Fields}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING
        """);

    public static readonly Statement Tail = new($"SELECT {Fields} FROM audit WHERE tenant = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3");

    public static readonly Statement Forward = new($"SELECT {Fields} FROM audit WHERE tenant = $1 AND seq > $2 ORDER BY seq LIMIT $3");

    public static AuditRecord Map(DbDataReader row) => new()
    {
        Sequence = row.GetInt64(0),
        Id = row.GetString(1),
        Timestamp = row.GetTime(2),
        Actor = row.GetString(3),
        Action = row.GetString(4),
        Target = row.GetString(5),
        Details = row.GetString(6),
        PreviousHash = row.GetString(7),
        Hash = row.GetString(8),
    };

    public static object?[] Arguments(string tenant, AuditRecord record) =>
    [
        tenant, record.Sequence, record.Id, record.Timestamp.ToColumn(), record.Actor, record.Action, record.Target, record.Details,
        record.PreviousHash, record.Hash,
    ];
}
