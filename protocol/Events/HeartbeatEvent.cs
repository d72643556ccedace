namespace Moltbot.Protocol.Events;

/// <summary>A heartbeat ended.</summary>
public sealed record HeartbeatEvent
{
    /// <summary>Epoch milliseconds.</summary>
    public required long Ts { get; init; }

    /// <summary><c>sent</c>, <c>ok-empty</c>, <c>ok-token</c>, <c>skipped</c> or <c>failed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Recipient.</summary>
    public string? To { get; init; }

    /// <summary>Account.</summary>
    public string? AccountId { get; init; }

    /// <summary>Beginning of the text.</summary>
    public string? Preview { get; init; }

    /// <summary>What it took.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Whether there was media.</summary>
    public bool? HasMedia { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>Channel.</summary>
    public string? Channel { get; init; }

    /// <summary>Whether it was silent.</summary>
    public bool? Silent { get; init; }

    /// <summary><c>ok</c>, <c>alert</c> or <c>error</c>.</summary>
    public string? IndicatorType { get; init; }
}
