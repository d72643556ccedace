using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Chat;

/// <summary>End of a transcript.</summary>
public sealed record ChatHistoryResult
{
    /// <summary>The session as asked.</summary>
    public required string SessionKey { get; init; }

    /// <summary>Transcript.</summary>
    public string? SessionId { get; init; }

    /// <summary>Oldest first, at most 6 MiB.</summary>
    public required IReadOnlyList<RawJson> Messages { get; init; }

    /// <summary>Thinking level in force.</summary>
    public string? ThinkingLevel { get; init; }
}
