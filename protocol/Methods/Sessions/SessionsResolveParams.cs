namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>Finds a session by exactly one of key, session id and label.</summary>
public sealed record SessionsResolveParams
{
    /// <summary>Key.</summary>
    public string? Key { get; init; }

    /// <summary>Transcript.</summary>
    public string? SessionId { get; init; }

    /// <summary>Label.</summary>
    public string? Label { get; init; }

    /// <summary>Only of this agent.</summary>
    public string? AgentId { get; init; }

    /// <summary>Only spawned by this one.</summary>
    public string? SpawnedBy { get; init; }

    /// <summary>Whether the global session counts.</summary>
    public bool? IncludeGlobal { get; init; }

    /// <summary>Whether the unknown session counts.</summary>
    public bool? IncludeUnknown { get; init; }
}
