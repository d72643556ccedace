using Moltbot.Storage.Sealing;
using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Inbox;

/// <inheritdoc cref="IInboxStore"/>
internal sealed class InboxStore(IDatabase database, ITenantKeys keys) : IInboxStore
{
    private const string Table = "inbox";

    private static readonly Statement Insert = new("""
        INSERT INTO inbox (tenant, channel, account, update_id, received_at, payload) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (tenant, channel, account, update_id) DO NOTHING
        """);

    private static readonly Statement Known = new(
        "SELECT 1 FROM inbox WHERE tenant = $1 AND channel = $2 AND account = $3 AND update_id = $4");

    private static readonly Statement Pending = new("""
        SELECT update_id, order_no, received_at, payload FROM inbox
        WHERE tenant = $1 AND channel = $2 AND account = $3 AND payload IS NOT NULL AND order_no > $5 ORDER BY order_no LIMIT $4
        """);

    private static readonly Statement MarkDone = new("""
        UPDATE inbox SET payload = NULL
        WHERE tenant = $1 AND channel = $2 AND account = $3 AND update_id IN LIST $4 AND payload IS NOT NULL
        """);

    private static readonly Statement Prune = new(
        "DELETE FROM inbox WHERE tenant = $1 AND channel = $2 AND account = $3 AND payload IS NULL AND received_at < $4");

    public async Task<InboxOutcome> InsertAsync(ChannelAccount account, string updateId, ReadOnlyMemory<byte> payload, DateTimeOffset receivedAt, CancellationToken cancellationToken = default)
    {
        var key = await keys.GetAsync(account.Tenant, cancellationToken);
        var inserted = await database.ExecuteAsync(
            Insert, cancellationToken, account.Tenant, account.Channel, account.Account, updateId, receivedAt.ToColumn(),
            key.Seal(Table, Id(account, updateId), payload));
        return inserted == 1 ? InboxOutcome.Stored : InboxOutcome.Duplicate;
    }

    public async Task<bool> IsKnownAsync(ChannelAccount account, string updateId, CancellationToken cancellationToken = default) =>
        (await database.QueryAsync(Known, static _ => true, cancellationToken, account.Tenant, account.Channel, account.Account, updateId)).Count > 0;

    public async Task<IReadOnlyList<InboxRow>> PendingAsync(ChannelAccount account, int count, long after = 0, CancellationToken cancellationToken = default)
    {
        if (await keys.FindAsync(account.Tenant, cancellationToken) is not { } key)
        {
            return [];
        }

        return await database.QueryAsync(
            Pending,
            row =>
            {
                var updateId = row.GetString(0);
                return new InboxRow(updateId, row.GetInt64(1), row.GetTime(2), key.Unseal(Table, Id(account, updateId), row.GetBytes(3)));
            },
            cancellationToken,
            account.Tenant, account.Channel, account.Account, (long)count, after);
    }

    public async Task<long> MarkDoneAsync(ChannelAccount account, IReadOnlyList<string> updateIds, CancellationToken cancellationToken = default)
        => await database.ExecuteAsync(MarkDone, cancellationToken, account.Tenant, account.Channel, account.Account, updateIds.ToArray());

    public async Task<long> PruneAsync(ChannelAccount account, DateTimeOffset receivedBefore, CancellationToken cancellationToken = default)
        => await database.ExecuteAsync(Prune, cancellationToken, account.Tenant, account.Channel, account.Account, receivedBefore.ToColumn());

    private static string Id(ChannelAccount account, string updateId) => RowId.Of(account.Channel, account.Account, updateId);
}
