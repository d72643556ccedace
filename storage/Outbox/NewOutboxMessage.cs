namespace Moltbot.Storage.Outbox;

/// <summary>A message to send. <paramref name="Id"/> is deterministic, so that enqueuing it twice stores it once.</summary>
public sealed record NewOutboxMessage(string Id, string ChatId, ReadOnlyMemory<byte> Payload, DateTimeOffset CreatedAt)
{
    /// <summary>Not to be claimed before; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}
