using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Outbox;

/// <summary>SQL of the outbox. Statuses: 0 pending, 1 claimed, 2 sent, 3 failed, 4 unknown.</summary>
internal static class OutboxStatements
{
    public const string Fields =
        "id, chat_id, order_no, status, attempts, created_at, retry_at, finished_at, platform_message_id, error, payload";

    private const string Account = "tenant = $1 AND channel = $2 AND account = $3";

    private const string Claimed = $"{Account} AND id = $4 AND fence = $5 AND status = 1";

    public static readonly Statement Insert = new("""
        INSERT INTO outbox (tenant, channel, account, id, chat_id, created_at, payload, retry_at, status, fence, attempts)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 0)
        ON CONFLICT (tenant, channel, account, id) DO NOTHING
        """);

    /// <summary>Raises the account's fence and returns what it is now; also the lock that claims of one account queue up at.</summary>
    public static readonly Statement RaiseFence = new("""
        INSERT INTO outbox_fences AS f (tenant, channel, account, fence) VALUES ($1, $2, $3, $4)
        ON CONFLICT (tenant, channel, account)
        DO UPDATE SET fence = CASE WHEN excluded.fence > f.fence THEN excluded.fence ELSE f.fence END
        RETURNING fence
        """);

    /// <summary>The heads of the chats: nothing open before them, nothing claimed beside them.</summary>
    public static readonly Statement Due = new($"""
        SELECT order_no FROM outbox AS o
        WHERE {Account} AND status = 0 AND (retry_at IS NULL OR retry_at <= $4) AND NOT EXISTS (
            SELECT 1 FROM outbox AS p
            WHERE p.tenant = o.tenant AND p.channel = o.channel AND p.account = o.account AND p.chat_id = o.chat_id
              AND p.status < 2 AND (p.order_no < o.order_no OR p.status = 1))
        ORDER BY order_no LIMIT $5
        """);

    public static readonly Statement Claim = new(
        $"UPDATE outbox SET status = 1, fence = $2, attempts = attempts + 1, retry_at = NULL WHERE order_no IN LIST $1 RETURNING {Fields}");

    public static readonly Statement NextDue = new($"""
        SELECT coalesce(retry_at, 0) FROM outbox AS o
        WHERE {Account} AND status = 0 AND NOT EXISTS (
            SELECT 1 FROM outbox AS p
            WHERE p.tenant = o.tenant AND p.channel = o.channel AND p.account = o.account AND p.chat_id = o.chat_id
              AND p.status < 2 AND (p.order_no < o.order_no OR p.status = 1))
        ORDER BY 1 LIMIT 1
        """);

    public static readonly Statement MarkSent = new(
        $"UPDATE outbox SET status = 2, platform_message_id = $6, finished_at = $7, error = NULL WHERE {Claimed}");

    public static readonly Statement MarkRetry = new($"UPDATE outbox SET status = 0, retry_at = $6, error = $7 WHERE {Claimed}");

    public static readonly Statement MarkFailed = new($"UPDATE outbox SET status = 3, error = $6, finished_at = $7 WHERE {Claimed}");

    public static readonly Statement MarkUnknown = new($"UPDATE outbox SET status = 4, error = $6, finished_at = $7 WHERE {Claimed}");

    public static readonly Statement Recover = new($"""
        UPDATE outbox SET status = 4, finished_at = $5, error = 'the sender stopped before it knew the outcome'
        WHERE {Account} AND status = 1 AND fence < $4 RETURNING {Fields}
        """);

    public static readonly Statement Requeue = new($"""
        UPDATE outbox SET status = 0, retry_at = NULL, finished_at = NULL
        WHERE {Account} AND id = $4 AND status IN (3, 4)
        """);

    public static readonly Statement Cancel = new(
        $"UPDATE outbox SET status = 3, error = $5, finished_at = $6 WHERE {Account} AND id = $4 AND status = 0");

    public static readonly Statement ById = new($"SELECT {Fields} FROM outbox WHERE {Account} AND id = $4");

    public static readonly Statement Count = new($"SELECT status, count(*) FROM outbox WHERE {Account} GROUP BY status");

    public static readonly Statement Prune = new($"DELETE FROM outbox WHERE {Account} AND status IN (2, 3) AND finished_at < $4");

    public static readonly Statement StaleUnknown = new($"""
        SELECT {Fields} FROM outbox WHERE {Account} AND status = 4 AND (finished_at < $4 OR order_no <= coalesce(
            (SELECT order_no FROM outbox WHERE {Account} AND status = 4 ORDER BY order_no DESC LIMIT 1 OFFSET $5), 0))
        ORDER BY order_no LIMIT $6
        """);

    public static readonly Statement ForgetUnknown = new($"DELETE FROM outbox WHERE {Account} AND status = 4 AND order_no IN LIST $4");

    private static readonly Statement[] Lists =
    [
        List(""),
        List("AND chat_id = $6"),
        List("AND status = $6"),
        List("AND chat_id = $6 AND status = $7"),
    ];

    /// <summary>Newest first, before order $4, at most $5; then the chat and the status, as far as asked for.</summary>
    public static Statement ListBy(bool chat, bool status) => Lists[(chat ? 1 : 0) + (status ? 2 : 0)];

    private static Statement List(string filter)
        => new($"SELECT {Fields} FROM outbox WHERE {Account} AND order_no < $4 {filter} ORDER BY order_no DESC LIMIT $5");
}
