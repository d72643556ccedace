namespace Moltbot.Protocol.Methods.Status;

/// <summary>Sessions of one agent.</summary>
public sealed record StatusAgentSessions
{
    /// <summary>Its id.</summary>
    public required string AgentId { get; init; }

    /// <summary>Where they are stored.</summary>
    public required string Path { get; init; }

    /// <summary>How many.</summary>
    public required long Count { get; init; }

    /// <summary>The most recent ones, at most 10.</summary>
    public required IReadOnlyList<StatusSession> Recent { get; init; }
}
