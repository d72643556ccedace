namespace Moltbot.GrainInterfaces.Events;

/// <summary>The assistant wrote on; stream <c>assistant</c>.</summary>
[GenerateSerializer, Alias("moltbot.AgentAssistantEvent")]
public sealed record AgentAssistantEvent : AgentEvent
{
    /// <summary>All it wrote so far.</summary>
    [Id(0)] public required string Text { get; init; }

    /// <summary>What came since the last such event.</summary>
    [Id(1)] public required string Delta { get; init; }
}
