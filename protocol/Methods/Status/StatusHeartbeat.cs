namespace Moltbot.Protocol.Methods.Status;

/// <summary>Heartbeats of all agents.</summary>
public sealed record StatusHeartbeat
{
    /// <summary>Agent used when none is named.</summary>
    public required string DefaultAgentId { get; init; }

    /// <summary>Every agent.</summary>
    public required IReadOnlyList<StatusHeartbeatAgent> Agents { get; init; }
}
