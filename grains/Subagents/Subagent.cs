using Moltbot.GrainInterfaces.Subagents;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Subagents;

/// <summary>A sub-agent of a session.</summary>
[GenerateSerializer, Alias("moltbot.Subagent"), Immutable]
public sealed record Subagent
{
    /// <summary>Its id, which nobody chooses.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>What it was asked; the task is empty once its session has it.</summary>
    [Id(1)] public required SubagentOrder Order { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(2)] public required SubagentPhase Phase { get; init; }

    /// <summary>When it was begun, epoch milliseconds.</summary>
    [Id(3)] public required long BegunAt { get; init; }

    /// <summary>When it was found to have ended, epoch milliseconds; null before.</summary>
    [Id(4)] public long? EndedAt { get; init; }

    /// <summary>What it is called, or the beginning of its task.</summary>
    [Id(5)] public required string Name { get; init; }

    /// <summary>The canonical key of its session.</summary>
    public string SessionKey => SessionKeys.Subagent(Order.AgentId, Id);

    /// <summary>Whether it is not over.</summary>
    public bool IsOpen => Phase != SubagentPhase.Over;
}
