namespace Moltbot.Protocol.Methods.Policy;

/// <summary>The tools of a session.</summary>
public sealed record PolicyToolsResult
{
    /// <summary>The agent.</summary>
    public required string AgentId { get; init; }

    /// <summary>The session.</summary>
    public required string SessionKey { get; init; }

    /// <summary>Whether the session is sandboxed.</summary>
    public required bool Sandboxed { get; init; }

    /// <summary>The model's provider.</summary>
    public string? Provider { get; init; }

    /// <summary>The model.</summary>
    public string? Model { get; init; }

    /// <summary>Whether a runner is connected that may run tools.</summary>
    public required bool Runner { get; init; }

    /// <summary>Each tool there is.</summary>
    public required IReadOnlyList<PolicyTool> Tools { get; init; }
}
