namespace Moltbot.Storage.Outbox;

/// <summary>
/// Messages on their way to a platform, in order per chat. Who drains an account holds a fencing token that grows with
/// each lease; calls under a token lower than the highest seen change nothing.
/// </summary>
public interface IOutboxStore
{
    /// <summary>Stores the messages in one transaction; for each, whether it is new (false: its id was there already).</summary>
    Task<IReadOnlyList<bool>> EnqueueAsync(ChannelAccount account, IReadOnlyList<NewOutboxMessage> messages, CancellationToken cancellationToken = default);

    /// <summary>
    /// Claims the oldest pending message of up to <paramref name="count"/> chats that have none claimed and whose oldest is
    /// due at <paramref name="now"/>. Empty when nothing is due or the token is outdated.
    /// </summary>
    Task<IReadOnlyList<OutboxMessage>> ClaimDueAsync(ChannelAccount account, long fence, DateTimeOffset now, int count, CancellationToken cancellationToken = default);

    /// <summary>When the next pending message is due, null when there is none. Chats with a claimed message are left out.</summary>
    Task<DateTimeOffset?> NextDueAsync(ChannelAccount account, CancellationToken cancellationToken = default);

    /// <summary>Claimed → sent. False when it is not claimed under this token.</summary>
    Task<bool> MarkSentAsync(ChannelAccount account, string id, long fence, string? platformMessageId, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Claimed → pending until <paramref name="retryAt"/>: the platform certainly did not take it. False as above.</summary>
    Task<bool> MarkRetryAsync(ChannelAccount account, string id, long fence, DateTimeOffset retryAt, string error, CancellationToken cancellationToken = default);

    /// <summary>Claimed → failed. False as above.</summary>
    Task<bool> MarkFailedAsync(ChannelAccount account, string id, long fence, string error, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Claimed → unknown. False as above.</summary>
    Task<bool> MarkUnknownAsync(ChannelAccount account, string id, long fence, string error, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes the account over: makes <paramref name="fence"/> the lowest valid token and marks what was claimed under lower
    /// ones unknown; returns those. Call it once at the start of a lease.
    /// </summary>
    Task<IReadOnlyList<OutboxMessage>> RecoverAsync(ChannelAccount account, long fence, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Failed or unknown → pending, at its old place in its chat, on a person's word. False when it is neither.</summary>
    Task<bool> RequeueAsync(ChannelAccount account, string id, CancellationToken cancellationToken = default);

    /// <summary>Pending → failed, on a person's word. False when it is not pending.</summary>
    Task<bool> CancelAsync(ChannelAccount account, string id, string reason, DateTimeOffset at, CancellationToken cancellationToken = default);

    Task<OutboxMessage?> FindAsync(ChannelAccount account, string id, CancellationToken cancellationToken = default);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<OutboxMessage>> ListAsync(ChannelAccount account, OutboxFilter filter, CancellationToken cancellationToken = default);

    Task<OutboxCounts> CountAsync(ChannelAccount account, CancellationToken cancellationToken = default);

    /// <summary>Removes sent and failed messages finished before a time. Unknown ones stay: see <see cref="ForgetUnknownAsync"/>. Returns how many.</summary>
    Task<long> PruneAsync(ChannelAccount account, DateTimeOffset finishedBefore, CancellationToken cancellationToken = default);

    /// <summary>Unknown messages that became so before a time, and those beyond the newest <paramref name="keep"/>; oldest first.</summary>
    Task<IReadOnlyList<OutboxMessage>> StaleUnknownAsync(ChannelAccount account, DateTimeOffset unknownBefore, int keep, int limit, CancellationToken cancellationToken = default);

    /// <summary>Removes messages if they are unknown still; returns how many.</summary>
    /// <param name="account">The account.</param>
    /// <param name="orders">Their <see cref="OutboxMessage.Order"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<long> ForgetUnknownAsync(ChannelAccount account, IReadOnlyList<long> orders, CancellationToken cancellationToken = default);
}
