using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Sessions;

/// <summary>SQL of the session index.</summary>
internal static class SessionStatements
{
    private const string Fields = "session_key, agent_id, session_id, updated_at, label, spawned_by, revision, payload";

    public static readonly Statement Upsert = new("""
        INSERT INTO session_index AS s (tenant, session_key, agent_id, session_id, updated_at, label, spawned_by, revision, payload)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (tenant, session_key) DO UPDATE
        SET agent_id = excluded.agent_id, session_id = excluded.session_id, updated_at = excluded.updated_at,
            label = excluded.label, spawned_by = excluded.spawned_by, revision = excluded.revision, payload = excluded.payload
        WHERE s.revision <= excluded.revision
        """);

    public static readonly Statement ByKey = new($"SELECT {Fields} FROM session_index WHERE tenant = $1 AND session_key = $2");

    public static readonly Statement BySessionId = new(
        $"SELECT {Fields} FROM session_index WHERE tenant = $1 AND session_id = $2 ORDER BY updated_at DESC LIMIT 1");

    public static readonly Statement Delete = new("DELETE FROM session_index WHERE tenant = $1 AND session_key = $2");

    public static readonly Statement Count = new("SELECT CAST(coalesce(sum(sessions), 0) AS bigint) FROM session_counts WHERE tenant = $1");

    public static readonly Statement CountByAgent = new("SELECT CAST(coalesce(sum(sessions), 0) AS bigint) FROM session_counts WHERE tenant = $1 AND agent_id = $2");

    private static readonly ConcurrentDictionary<Parts, Statement> Lists = new();

    [Flags]
    private enum Parts
    {
        None = 0,
        Agent = 1,
        Label = 2,
        SpawnedBy = 4,
        Since = 8,
        Excluded = 16,
        Cursor = 32,
    }

    /// <summary>
    /// A list with exactly the conditions that the filter has, so that each finds the index that serves it in order.
    /// </summary>
    public static (Statement Statement, object?[] Arguments) List(string tenant, SessionFilter filter, SessionIndexRow? after, int limit)
    {
        var parts = Parts.None;
        var arguments = new List<object?> { tenant, (long)limit };
        void Add(Parts part, params ReadOnlySpan<object?> values)
        {
            parts |= part;
            arguments.AddRange(values);
        }

        if (filter.AgentId is not null)
        {
            Add(Parts.Agent, filter.AgentId);
        }

        if (filter.Label is not null)
        {
            Add(Parts.Label, filter.Label);
        }

        if (filter.SpawnedBy is not null)
        {
            Add(Parts.SpawnedBy, filter.SpawnedBy);
        }

        if (filter.UpdatedSince is { } since)
        {
            Add(Parts.Since, since.ToColumn());
        }

        if (filter.ExcludedKeys.Count > 0)
        {
            Add(Parts.Excluded, (object)filter.ExcludedKeys.ToArray());
        }

        if (after is not null)
        {
            Add(Parts.Cursor, after.UpdatedAt.ToColumn(), after.Key);
        }

        return (Lists.GetOrAdd(parts, Build), arguments.ToArray());
    }

    private static Statement Build(Parts parts)
    {
        var sql = new StringBuilder($"SELECT {Fields} FROM session_index WHERE tenant = $1");
        var next = 3;
        void Add(Parts part, string condition)
        {
            if (parts.HasFlag(part))
            {
                sql.Append(CultureInfo.InvariantCulture, $" AND {condition.Replace("$n", $"${next++}", StringComparison.Ordinal)}");
            }
        }

        Add(Parts.Agent, "agent_id = $n");
        Add(Parts.Label, "label = $n");
        Add(Parts.SpawnedBy, "spawned_by = $n");
        Add(Parts.Since, "updated_at >= $n");
        Add(Parts.Excluded, "NOT (session_key IN LIST $n)");
        if (parts.HasFlag(Parts.Cursor))
        {
            sql.Append(CultureInfo.InvariantCulture, $" AND updated_at <= ${next} AND (updated_at < ${next} OR session_key > ${next + 1})");
        }

        return new Statement(sql.Append(" ORDER BY updated_at DESC, session_key LIMIT $2").ToString());
    }
}
