using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.GrainInterfaces.Events;

/// <summary>What a chat client shows of a run, event <c>chat</c> of protocol §3.</summary>
[GenerateSerializer, Alias("moltbot.ChatEvent")]
public sealed record ChatEvent : TenantEvent
{
    /// <summary>The run.</summary>
    [Id(0)] public required string RunId { get; init; }

    /// <summary>The session key as the caller sent it.</summary>
    [Id(1)] public required string SessionKey { get; init; }

    /// <summary>The run's sequence number at this point.</summary>
    [Id(2)] public required long Sequence { get; init; }

    /// <summary>What happened.</summary>
    [Id(3)] public required ChatState State { get; init; }

    /// <summary>The whole text so far; null when there is none.</summary>
    [Id(4)] public string? Text { get; init; }

    /// <summary>When the message was written, epoch milliseconds.</summary>
    [Id(5)] public long Timestamp { get; init; }

    /// <summary>What failed, for a person to read.</summary>
    [Id(6)] public string? ErrorMessage { get; init; }

    /// <summary>Why it ended: <c>rpc</c>, <c>stop</c>, <c>timeout</c>, <c>injected</c>, …</summary>
    [Id(7)] public string? StopReason { get; init; }

    /// <summary>Tokens used.</summary>
    [Id(8)] public TokenUsage? Usage { get; init; }

    /// <summary>The canonical session key, for subscriptions.</summary>
    [Id(9)] public required string CanonicalKey { get; init; }
}
