using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Tasks;

/// <summary>SQL of the task queue. Statuses: 0 queued, 1 delayed, 2 running, 3 done, 4 dead, 5 cancelled.</summary>
internal static class TaskStatements
{
    private const string Fields =
        "id, order_no, unique_key, status, priority, attempts, max_attempts, fence, created_at, not_before, lease_until, started_at, finished_at, payload, outcome";

    private const string Held = "tenant = $1 AND id = $2 AND fence = $3 AND status = 2";

    /// <summary>No target: an id that is there and a key that an open task has are the same answer.</summary>
    public static readonly Statement Insert = new("""
        INSERT INTO tasks (tenant, id, unique_key, status, priority, max_attempts, created_at, not_before, payload, attempts, fence)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0)
        ON CONFLICT DO NOTHING
        """);

    public static readonly Statement Standing = new("""
        SELECT id FROM tasks WHERE tenant = $1 AND (id = $2 OR (unique_key IS NOT NULL AND unique_key = $3 AND status < 3))
        ORDER BY CASE WHEN id = $2 THEN 0 ELSE 1 END LIMIT 1
        """);

    public static readonly Statement Promote = new("""
        WITH due AS MATERIALIZED (
            SELECT order_no AS n FROM tasks WHERE tenant = $1 AND status = 1 AND not_before <= $2
            ORDER BY not_before LIMIT $3 FOR UPDATE SKIP LOCKED)
        UPDATE tasks SET status = 0, not_before = NULL WHERE order_no IN (SELECT n FROM due)
        """);

    /// <summary>Materialised: a subquery that is planned as the inner side of a join would run, lock and limit more than once.</summary>
    public static readonly Statement Take = new($"""
        WITH due AS MATERIALIZED (
            SELECT order_no AS n FROM tasks WHERE tenant = $1 AND status = 0
            ORDER BY priority DESC, order_no LIMIT $2 FOR UPDATE SKIP LOCKED)
        UPDATE tasks SET status = 2, attempts = attempts + 1, fence = fence + 1, started_at = $3, lease_until = $4
        WHERE order_no IN (SELECT n FROM due) RETURNING {Fields}
        """);

    public static readonly Statement Complete = new($"UPDATE tasks SET status = 3, lease_until = NULL, finished_at = $4, outcome = $5 WHERE {Held}");

    public static readonly Statement Bury = new(
        $"UPDATE tasks SET status = 4, lease_until = NULL, finished_at = $4, outcome = $5 WHERE {Held} RETURNING status");

    public static readonly Statement Retry = new($"""
        UPDATE tasks SET
            status = CASE WHEN attempts < max_attempts THEN 1 ELSE 4 END, lease_until = NULL, outcome = $5,
            not_before = CASE WHEN attempts < max_attempts THEN $6 ELSE NULL END,
            finished_at = CASE WHEN attempts < max_attempts THEN NULL ELSE $4 END
        WHERE {Held} RETURNING status
        """);

    public static readonly Statement Cancel = new(
        "UPDATE tasks SET status = 5, not_before = NULL, lease_until = NULL, finished_at = $3 WHERE tenant = $1 AND id = $2 AND status < 3");

    public static readonly Statement Requeue = new("""
        UPDATE tasks SET status = 0, attempts = 0, finished_at = NULL
        WHERE tenant = $1 AND id = $2 AND status = 4 AND NOT EXISTS (
            SELECT 1 FROM tasks AS o WHERE o.tenant = $1 AND o.unique_key IS NOT NULL AND o.unique_key = tasks.unique_key AND o.status < 3)
        """);

    public static readonly Statement ById = new($"SELECT {Fields} FROM tasks WHERE tenant = $1 AND id = $2");

    public static readonly Statement OpenByKey = new($"SELECT {Fields} FROM tasks WHERE tenant = $1 AND unique_key = $2 AND unique_key IS NOT NULL AND status < 3");

    /// <summary>Sums of no rows are null, and PostgreSQL's of bigint are numeric.</summary>
    public static readonly Statement Count = new($"""
        SELECT {Sum("queued")}, {Sum("delayed")}, {Sum("running")}, {Sum("dead")}, {Sum("taken")}, {Sum("processed")}, {Sum("failed")}
        FROM task_counts WHERE tenant = $1
        """);

    public static readonly Statement LookAhead = new("""
        SELECT
            (SELECT count(*) FROM (SELECT 1 FROM tasks WHERE tenant = $1 AND status = 0 LIMIT 1) AS q),
            (SELECT min(not_before) FROM tasks WHERE tenant = $1 AND status = 1),
            (SELECT min(lease_until) FROM tasks WHERE tenant = $1 AND status = 2)
        """);

    public static readonly Statement PruneEnded = new("DELETE FROM tasks WHERE tenant = $1 AND status >= 3 AND finished_at < $2 AND status <> 4");

    public static readonly Statement PruneDead = new("DELETE FROM tasks WHERE tenant = $1 AND status >= 3 AND finished_at < $2 AND status = 4");

    private static readonly Statement ListAll = List("");

    /// <summary>A status is written out: a parameter would keep the databases from the indexes of one status.</summary>
    private static readonly Statement[] ListByState = [.. Enum.GetValues<TaskState>().Select(state => List($"AND status = {(int)state}"))];

    /// <summary>Newest first, before order $2, at most $3.</summary>
    public static Statement ListOf(TaskState? state) => state is { } one ? ListByState[(int)one] : ListAll;

    private static Statement List(string filter)
        => new($"SELECT {Fields} FROM tasks WHERE tenant = $1 AND order_no < $2 {filter} ORDER BY order_no DESC LIMIT $3");

    private static string Sum(string column) => $"CAST(coalesce(sum({column}), 0) AS bigint)";
}
