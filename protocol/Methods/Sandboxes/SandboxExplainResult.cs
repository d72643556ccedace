namespace Moltbot.Protocol.Methods.Sandboxes;

/// <summary>Whether a session is sandboxed, in what, and which key of the configuration says so.</summary>
public sealed record SandboxExplainResult
{
    /// <summary>The agent.</summary>
    public required string AgentId { get; init; }

    /// <summary>The session.</summary>
    public required string SessionKey { get; init; }

    /// <summary>Whether it is sandboxed.</summary>
    public required bool Sandboxed { get; init; }

    /// <summary>Why, or why not.</summary>
    public required string Reason { get; init; }

    /// <summary>Names its sandbox; null for none.</summary>
    public string? SandboxKey { get; init; }

    /// <summary>Whether a runner is connected that may run tools.</summary>
    public required bool Runner { get; init; }

    /// <summary>What counts, key by key.</summary>
    public required IReadOnlyList<SandboxSetting> Settings { get; init; }

    /// <summary>The folders that its programs find.</summary>
    public required IReadOnlyList<SandboxFolder> Sees { get; init; }

    /// <summary>The tools that sandboxed sessions may use, as the lists have them.</summary>
    public required IReadOnlyList<string> Allow { get; init; }

    /// <summary>Those that they may not.</summary>
    public required IReadOnlyList<string> Deny { get; init; }
}
