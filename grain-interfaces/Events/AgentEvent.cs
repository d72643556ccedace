namespace Moltbot.GrainInterfaces.Events;

/// <summary>A step of an agent run, event <c>agent</c> of protocol §3.</summary>
[GenerateSerializer, Alias("moltbot.AgentEvent")]
public abstract record AgentEvent : TenantEvent
{
    /// <summary>The run.</summary>
    [Id(0)] public required string RunId { get; init; }

    /// <summary>The session key as the caller sent it.</summary>
    [Id(1)] public required string SessionKey { get; init; }

    /// <summary>Counts the run's events, from 1, without gaps.</summary>
    [Id(2)] public required long Sequence { get; init; }

    /// <summary>When, epoch milliseconds.</summary>
    [Id(3)] public required long Timestamp { get; init; }

    /// <summary>The canonical session key, for subscriptions.</summary>
    [Id(4)] public required string CanonicalKey { get; init; }
}
