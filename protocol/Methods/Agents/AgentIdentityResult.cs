namespace Moltbot.Protocol.Methods.Agents;

/// <summary>How an agent appears.</summary>
public sealed record AgentIdentityResult
{
    /// <summary>The agent.</summary>
    public required string AgentId { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Avatar text or URL.</summary>
    public string? Avatar { get; init; }

    /// <summary>Emoji.</summary>
    public string? Emoji { get; init; }
}
