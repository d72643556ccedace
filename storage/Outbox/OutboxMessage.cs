namespace Moltbot.Storage.Outbox;

/// <summary>A stored outgoing message.</summary>
public sealed record OutboxMessage
{
    public required string Id { get; init; }

    public required string ChatId { get; init; }

    /// <summary>Order of acceptance within the account; grows, with gaps.</summary>
    public required long Order { get; init; }

    public required OutboxStatus Status { get; init; }

    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Number of claims so far.</summary>
    public required int Attempts { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not to be claimed before.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>When it became sent, failed or unknown.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The platform's id of the sent message.</summary>
    public string? PlatformMessageId { get; init; }

    /// <summary>Why the last attempt did not succeed; no message text.</summary>
    public string? Error { get; init; }
}
