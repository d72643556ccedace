namespace Moltbot.Protocol.Methods.Policy;

/// <summary>Asks which tools a session has. What is left out is taken from the session, if there is one.</summary>
public sealed record PolicyToolsParams
{
    /// <summary>The session; the agent's main one when left out.</summary>
    public string? SessionKey { get; init; }

    /// <summary>The agent; that of the session, else the default one, when left out.</summary>
    public string? AgentId { get; init; }
}
