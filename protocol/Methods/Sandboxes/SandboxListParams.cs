namespace Moltbot.Protocol.Methods.Sandboxes;

/// <summary>Which sandboxes are meant: all, where nothing is said; one of the three otherwise.</summary>
public sealed record SandboxListParams
{
    /// <summary>The sandbox with this key, as a list shows it.</summary>
    public string? Key { get; init; }

    /// <summary>The sandbox that this session is in by the configuration, and one that it had for itself.</summary>
    public string? SessionKey { get; init; }

    /// <summary>Those of this agent and of its sessions.</summary>
    public string? AgentId { get; init; }
}
