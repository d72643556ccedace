namespace Moltbot.Protocol.Methods.Chat;

/// <summary>A message of the assistant in <c>chat</c> events (section 3).</summary>
public sealed record ChatMessage
{
    /// <summary><c>assistant</c>.</summary>
    public required string Role { get; init; }

    /// <summary>Its parts.</summary>
    public required IReadOnlyList<ChatContent> Content { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long Timestamp { get; init; }

    /// <summary><c>injected</c> for replies without a run.</summary>
    public string? StopReason { get; init; }

    /// <summary>Tokens.</summary>
    public ChatUsage? Usage { get; init; }
}
