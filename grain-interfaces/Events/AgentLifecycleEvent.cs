namespace Moltbot.GrainInterfaces.Events;

/// <summary>A run begins, ends or fails; stream <c>lifecycle</c>.</summary>
[GenerateSerializer, Alias("moltbot.AgentLifecycleEvent")]
public sealed record AgentLifecycleEvent : AgentEvent
{
    /// <summary><c>start</c>, <c>end</c> or <c>error</c>.</summary>
    [Id(0)] public required string Phase { get; init; }

    /// <summary>When the run began, epoch milliseconds.</summary>
    [Id(1)] public long? StartedAt { get; init; }

    /// <summary>When it ended, epoch milliseconds.</summary>
    [Id(2)] public long? EndedAt { get; init; }

    /// <summary>Whether it was aborted.</summary>
    [Id(3)] public bool Aborted { get; init; }

    /// <summary>What failed, for a person to read.</summary>
    [Id(4)] public string? Error { get; init; }

    /// <summary>The run began before, was cut off with its process, and is taken up again.</summary>
    [Id(5)] public bool Resumed { get; init; }
}
