namespace Moltbot.Protocol.Methods.Status;

/// <summary>How the gateway is (section 5.1).</summary>
public sealed record HealthSummary
{
    /// <summary>Always true; an unhealthy gateway says so by not answering.</summary>
    public required bool Ok { get; init; }

    /// <summary>Epoch milliseconds of the look.</summary>
    public required long Ts { get; init; }

    /// <summary>What the look took.</summary>
    public required long DurationMs { get; init; }

    /// <summary>By channel id.</summary>
    public required IReadOnlyDictionary<string, ChannelHealth> Channels { get; init; }

    /// <summary>Order for display.</summary>
    public required IReadOnlyList<string> ChannelOrder { get; init; }

    /// <summary>Names for display.</summary>
    public required IReadOnlyDictionary<string, string> ChannelLabels { get; init; }

    /// <summary>Seconds between heartbeats, 0 when off.</summary>
    public required long HeartbeatSeconds { get; init; }

    /// <summary>Agent used when none is named.</summary>
    public required string DefaultAgentId { get; init; }

    /// <summary>Every agent.</summary>
    public required IReadOnlyList<AgentHealth> Agents { get; init; }

    /// <summary>Sessions of the default agent.</summary>
    public required SessionsHealth Sessions { get; init; }
}
