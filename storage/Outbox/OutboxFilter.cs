namespace Moltbot.Storage.Outbox;

/// <summary>What to list; unset members do not filter.</summary>
public sealed record OutboxFilter
{
    public string? ChatId { get; init; }

    public OutboxStatus? Status { get; init; }

    /// <summary>Only messages accepted before this <see cref="OutboxMessage.Order"/>: the next page.</summary>
    public long? BeforeOrder { get; init; }

    /// <summary>At most this many, newest first.</summary>
    public int Limit { get; init; } = 100;
}
