namespace Moltbot.Protocol.Events;

/// <summary>Data of the <c>compaction</c> stream.</summary>
public sealed record AgentCompaction
{
    /// <summary><c>start</c> or <c>end</c>.</summary>
    public required string Phase { get; init; }
}
