namespace Moltbot.Storage.Inbox;

/// <summary>Updates of the channels: stored before they are acknowledged, each taking effect once.</summary>
public interface IInboxStore
{
    Task<InboxOutcome> InsertAsync(ChannelAccount account, string updateId, ReadOnlyMemory<byte> payload, DateTimeOffset receivedAt, CancellationToken cancellationToken = default);

    /// <summary>Whether an update was seen before, pending or done.</summary>
    Task<bool> IsKnownAsync(ChannelAccount account, string updateId, CancellationToken cancellationToken = default);

    /// <summary>Updates not done yet, in order of arrival, at most <paramref name="count"/>; those whose <see cref="InboxRow.Order"/> lies after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<InboxRow>> PendingAsync(ChannelAccount account, int count, long after = 0, CancellationToken cancellationToken = default);

    /// <summary>Marks updates done: their payload is erased, their id is remembered until pruned. Returns how many were pending.</summary>
    Task<long> MarkDoneAsync(ChannelAccount account, IReadOnlyList<string> updateIds, CancellationToken cancellationToken = default);

    /// <summary>
    /// Forgets the ids of done updates received before the watermark, which must lie further back than the platform's
    /// retries reach. Returns how many.
    /// </summary>
    Task<long> PruneAsync(ChannelAccount account, DateTimeOffset receivedBefore, CancellationToken cancellationToken = default);
}
