namespace Moltbot.GrainInterfaces.Events;

/// <summary>The older part of a run's conversation is being summarised, or that has ended; stream <c>compaction</c>.</summary>
[GenerateSerializer, Alias("moltbot.AgentCompactionEvent")]
public sealed record AgentCompactionEvent : AgentEvent
{
    /// <summary><c>start</c> or <c>end</c>.</summary>
    [Id(0)] public required string Phase { get; init; }
}
