using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Chat;

/// <summary>Says something in a session.</summary>
public sealed record ChatSendParams
{
    /// <summary>The session.</summary>
    public required string SessionKey { get; init; }

    /// <summary>What to say; may be empty beside attachments.</summary>
    public required string Message { get; init; }

    /// <summary>Thinking level of this run.</summary>
    public string? Thinking { get; init; }

    /// <summary>Whether to deliver the reply to the session's channel.</summary>
    public bool? Deliver { get; init; }

    /// <summary>Images; see <see cref="ChatAttachment"/>.</summary>
    public IReadOnlyList<RawJson>? Attachments { get; init; }

    /// <summary>Longest run, at least 0.</summary>
    public long? TimeoutMs { get; init; }

    /// <summary>The run's id, too.</summary>
    public required string IdempotencyKey { get; init; }
}
