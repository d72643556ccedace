namespace Moltbot.Protocol.Methods.Agents;

/// <summary>One agent.</summary>
public sealed record AgentSummary
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>How it appears.</summary>
    public AgentIdentity? Identity { get; init; }
}
