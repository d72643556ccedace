namespace Moltbot.Protocol.Methods.Outbound;

/// <summary>A sent message.</summary>
public sealed record SendResult
{
    /// <summary>The idempotency key.</summary>
    public required string RunId { get; init; }

    /// <summary>Id at the platform.</summary>
    public required string MessageId { get; init; }

    /// <summary>Channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Chat at the platform.</summary>
    public string? ChatId { get; init; }

    /// <summary>Channel at the platform.</summary>
    public string? ChannelId { get; init; }

    /// <summary>Recipient at the platform.</summary>
    public string? ToJid { get; init; }

    /// <summary>Conversation at the platform.</summary>
    public string? ConversationId { get; init; }
}
