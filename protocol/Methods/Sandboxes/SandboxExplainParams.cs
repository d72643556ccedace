namespace Moltbot.Protocol.Methods.Sandboxes;

/// <summary>Asks whether a session is sandboxed.</summary>
public sealed record SandboxExplainParams
{
    /// <summary>The session; the agent's main one when left out. There need not be one.</summary>
    public string? SessionKey { get; init; }

    /// <summary>The agent; that of the session, else the default one, when left out.</summary>
    public string? AgentId { get; init; }
}
