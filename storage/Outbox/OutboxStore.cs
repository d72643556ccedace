using System.Data.Common;
using Moltbot.Storage.Sealing;
using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Outbox;

/// <inheritdoc cref="IOutboxStore"/>
internal sealed class OutboxStore(IDatabase database, ITenantKeys keys) : IOutboxStore
{
    private const string Table = "outbox";

    public async Task<IReadOnlyList<bool>> EnqueueAsync(ChannelAccount account, IReadOnlyList<NewOutboxMessage> messages, CancellationToken cancellationToken = default)
    {
        var key = await keys.GetAsync(account.Tenant, cancellationToken);
        var arguments = messages.Select(message => Of(
            account, message.Id, message.ChatId, message.CreatedAt.ToColumn(), key.Seal(Table, Id(account, message.Id), message.Payload),
            message.NotBefore?.ToColumn())).ToArray();
        var inserted = arguments.Length == 1
            ? [await database.ExecuteAsync(OutboxStatements.Insert, cancellationToken, arguments[0])]
            : await database.WriteAsync(session => session.ExecuteManyAsync(OutboxStatements.Insert, arguments), cancellationToken);
        return Array.ConvertAll(inserted, count => count == 1);
    }

    public async Task<IReadOnlyList<OutboxMessage>> ClaimDueAsync(ChannelAccount account, long fence, DateTimeOffset now, int count, CancellationToken cancellationToken = default)
    {
        var map = await MapperAsync(account, cancellationToken);
        var claimed = await database.WriteAsync(
            async session =>
            {
                if (!await TryRaiseAsync(session, account, fence))
                {
                    return [];
                }

                var due = await session.QueryAsync(OutboxStatements.Due, row => row.GetInt64(0), Of(account, now.ToColumn(), (long)count));
                return due.Count == 0 ? [] : await session.QueryAsync(OutboxStatements.Claim, map, due.ToArray(), fence);
            },
            cancellationToken);
        return InOrder(claimed);
    }

    public async Task<DateTimeOffset?> NextDueAsync(ChannelAccount account, CancellationToken cancellationToken = default)
    {
        var due = await database.QueryAsync(OutboxStatements.NextDue, row => row.GetTime(0), cancellationToken, Of(account));
        return due.Count == 0 ? null : due[0];
    }

    public Task<bool> MarkSentAsync(ChannelAccount account, string id, long fence, string? platformMessageId, DateTimeOffset at, CancellationToken cancellationToken = default)
        => ChangeAsync(OutboxStatements.MarkSent, Of(account, id, fence, platformMessageId, at.ToColumn()), cancellationToken);

    public Task<bool> MarkRetryAsync(ChannelAccount account, string id, long fence, DateTimeOffset retryAt, string error, CancellationToken cancellationToken = default)
        => ChangeAsync(OutboxStatements.MarkRetry, Of(account, id, fence, retryAt.ToColumn(), error), cancellationToken);

    public Task<bool> MarkFailedAsync(ChannelAccount account, string id, long fence, string error, DateTimeOffset at, CancellationToken cancellationToken = default)
        => ChangeAsync(OutboxStatements.MarkFailed, Of(account, id, fence, error, at.ToColumn()), cancellationToken);

    public Task<bool> MarkUnknownAsync(ChannelAccount account, string id, long fence, string error, DateTimeOffset at, CancellationToken cancellationToken = default)
        => ChangeAsync(OutboxStatements.MarkUnknown, Of(account, id, fence, error, at.ToColumn()), cancellationToken);

    public async Task<IReadOnlyList<OutboxMessage>> RecoverAsync(ChannelAccount account, long fence, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var map = await MapperAsync(account, cancellationToken);
        var recovered = await database.WriteAsync(
            async session => await TryRaiseAsync(session, account, fence)
                ? await session.QueryAsync(OutboxStatements.Recover, map, Of(account, fence, at.ToColumn()))
                : [],
            cancellationToken);
        return InOrder(recovered);
    }

    public Task<bool> RequeueAsync(ChannelAccount account, string id, CancellationToken cancellationToken = default)
        => ChangeAsync(OutboxStatements.Requeue, Of(account, id), cancellationToken);

    public Task<bool> CancelAsync(ChannelAccount account, string id, string reason, DateTimeOffset at, CancellationToken cancellationToken = default)
        => ChangeAsync(OutboxStatements.Cancel, Of(account, id, reason, at.ToColumn()), cancellationToken);

    public async Task<OutboxMessage?> FindAsync(ChannelAccount account, string id, CancellationToken cancellationToken = default)
        => await database.FirstAsync(OutboxStatements.ById, await MapperAsync(account, cancellationToken), cancellationToken, Of(account, id));

    public async Task<IReadOnlyList<OutboxMessage>> ListAsync(ChannelAccount account, OutboxFilter filter, CancellationToken cancellationToken = default)
    {
        var arguments = new List<object?>(Of(account, filter.BeforeOrder ?? long.MaxValue, (long)filter.Limit));
        if (filter.ChatId is not null)
        {
            arguments.Add(filter.ChatId);
        }

        if (filter.Status is { } status)
        {
            arguments.Add((long)status);
        }

        var statement = OutboxStatements.ListBy(filter.ChatId is not null, filter.Status is not null);
        return await database.QueryAsync(statement, await MapperAsync(account, cancellationToken), cancellationToken, [.. arguments]);
    }

    public async Task<OutboxCounts> CountAsync(ChannelAccount account, CancellationToken cancellationToken = default)
    {
        var counts = new long[5];
        foreach (var (status, count) in await database.QueryAsync(
            OutboxStatements.Count, row => (row.GetInt64(0), row.GetInt64(1)), cancellationToken, Of(account)))
        {
            counts[status] = count;
        }

        return new OutboxCounts(counts[0], counts[1], counts[2], counts[3], counts[4]);
    }

    public async Task<long> PruneAsync(ChannelAccount account, DateTimeOffset finishedBefore, CancellationToken cancellationToken = default)
        => await database.ExecuteAsync(OutboxStatements.Prune, cancellationToken, Of(account, finishedBefore.ToColumn()));

    public async Task<IReadOnlyList<OutboxMessage>> StaleUnknownAsync(ChannelAccount account, DateTimeOffset unknownBefore, int keep, int limit, CancellationToken cancellationToken = default)
        => await database.QueryAsync(
            OutboxStatements.StaleUnknown, await MapperAsync(account, cancellationToken), cancellationToken, Of(account, unknownBefore.ToColumn(), (long)keep, (long)limit));

    public async Task<long> ForgetUnknownAsync(ChannelAccount account, IReadOnlyList<long> orders, CancellationToken cancellationToken = default)
        => orders.Count == 0 ? 0 : await database.ExecuteAsync(OutboxStatements.ForgetUnknown, cancellationToken, Of(account, orders.ToArray()));

    private static async ValueTask<bool> TryRaiseAsync(ISqlSession session, ChannelAccount account, long fence)
        => (await session.QueryAsync(OutboxStatements.RaiseFence, row => row.GetInt64(0), Of(account, fence)))[0] == fence;

    /// <summary>RETURNING promises no order.</summary>
    private static List<OutboxMessage> InOrder(List<OutboxMessage> messages)
    {
        messages.Sort((a, b) => a.Order.CompareTo(b.Order));
        return messages;
    }

    private static object?[] Of(ChannelAccount account, params ReadOnlySpan<object?> rest)
        => [account.Tenant, account.Channel, account.Account, .. rest];

    private static string Id(ChannelAccount account, string id) => RowId.Of(account.Channel, account.Account, id);

    private async Task<bool> ChangeAsync(Statement statement, object?[] arguments, CancellationToken cancellationToken)
        => await database.ExecuteAsync(statement, cancellationToken, arguments) == 1;

    private async ValueTask<Func<DbDataReader, OutboxMessage>> MapperAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        var key = await keys.GetAsync(account.Tenant, cancellationToken);
        return row => new OutboxMessage
        {
            Id = row.GetString(0),
            ChatId = row.GetString(1),
            Order = row.GetInt64(2),
            Status = (OutboxStatus)row.GetInt64(3),
            Attempts = (int)row.GetInt64(4),
            CreatedAt = row.GetTime(5),
            RetryAt = row.GetOptionalTime(6),
            FinishedAt = row.GetOptionalTime(7),
            PlatformMessageId = row.GetOptionalString(8),
            Error = row.GetOptionalString(9),
            Payload = key.Unseal(Table, Id(account, row.GetString(0)), row.GetBytes(10)),
        };
    }
}
