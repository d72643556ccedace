namespace Moltbot.Protocol.Methods.Agents;

/// <summary>Asks how an agent appears; unknown agents get the default.</summary>
public sealed record AgentIdentityParams
{
    /// <summary>The agent.</summary>
    public string? AgentId { get; init; }

    /// <summary>A session whose agent is meant.</summary>
    public string? SessionKey { get; init; }
}
