namespace Moltbot.Protocol.Methods.Agents;

/// <summary>Tokens of a run.</summary>
public sealed record AgentUsage
{
    /// <summary>In.</summary>
    public long? Input { get; init; }

    /// <summary>Out.</summary>
    public long? Output { get; init; }

    /// <summary>Read from a cache.</summary>
    public long? CacheRead { get; init; }

    /// <summary>Written to a cache.</summary>
    public long? CacheWrite { get; init; }

    /// <summary>All.</summary>
    public long? Total { get; init; }
}
