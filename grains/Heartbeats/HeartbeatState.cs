using Moltbot.GrainInterfaces.Heartbeats;

namespace Moltbot.Grains.Heartbeats;

/// <summary>The row of an agent's heartbeats. There is none where the agent has none.</summary>
[GenerateSerializer, Alias("moltbot.HeartbeatState")]
public sealed record HeartbeatState
{
    /// <summary>The agent.</summary>
    [Id(0)] public string AgentId { get; init; } = "";

    /// <summary>Milliseconds between two; null for none.</summary>
    [Id(1)] public long? Every { get; init; }

    /// <summary>When the next is due, epoch milliseconds.</summary>
    [Id(2)] public long NextDue { get; init; }

    /// <summary>Names what asked for one at once, until it is begun or left out; null while nothing does.</summary>
    [Id(3)] public string? Woken { get; init; }

    /// <summary>Since when one waits for its session to be done with others, epoch milliseconds; null while none does.</summary>
    [Id(4)] public long? HeldSince { get; init; }

    /// <summary>The run that was begun and has no outcome yet: written before it has any effect.</summary>
    [Id(5)] public HeartbeatRunning? Running { get; init; }

    /// <summary>What came of the last one.</summary>
    [Id(6)] public HeartbeatReport? Last { get; init; }

    /// <summary>From when on the reminder ticks, epoch milliseconds; null while there is none.</summary>
    [Id(7)] public long? RemindedFrom { get; init; }
}
