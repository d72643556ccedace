namespace Moltbot.Protocol.Events;

/// <summary>Data of the <c>lifecycle</c> stream.</summary>
public sealed record AgentLifecycle
{
    /// <summary><c>start</c>, <c>end</c> or <c>error</c>.</summary>
    public required string Phase { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public long? StartedAt { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public long? EndedAt { get; init; }

    /// <summary>Whether it was stopped.</summary>
    public bool? Aborted { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }
}
