using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Methods.Status;

/// <summary>Heartbeat of one agent.</summary>
public sealed record StatusHeartbeatAgent
{
    /// <summary>Its id.</summary>
    public required string AgentId { get; init; }

    /// <summary>Whether it beats.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Interval as configured.</summary>
    public required string Every { get; init; }

    /// <summary>Interval in milliseconds, null when off.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? EveryMs { get; init; }
}
