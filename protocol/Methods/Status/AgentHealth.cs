namespace Moltbot.Protocol.Methods.Status;

/// <summary>One agent.</summary>
public sealed record AgentHealth
{
    /// <summary>Its id.</summary>
    public required string AgentId { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it is the default agent.</summary>
    public required bool IsDefault { get; init; }

    /// <summary>Its heartbeat.</summary>
    public required HeartbeatHealth Heartbeat { get; init; }

    /// <summary>Its sessions.</summary>
    public required SessionsHealth Sessions { get; init; }
}
