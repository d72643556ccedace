namespace Moltbot.Protocol.Methods.Sandboxes;

/// <summary>A sandbox that a runner keeps.</summary>
public sealed record SandboxRow
{
    /// <summary>Names it; sessions with the same key share it.</summary>
    public required string Key { get; init; }

    /// <summary>The agent that used it last.</summary>
    public required string AgentId { get; init; }

    /// <summary>The session that used it last.</summary>
    public required string SessionKey { get; init; }

    /// <summary>The runner that keeps it.</summary>
    public required string NodeId { get; init; }

    /// <summary>When it was made, epoch milliseconds.</summary>
    public required long CreatedAtMs { get; init; }

    /// <summary>When it was used last, epoch milliseconds; a minute may be missing.</summary>
    public required long LastUsedAtMs { get; init; }

    /// <summary>Minutes without use after which it is thrown away; 0 for never.</summary>
    public required long IdleMinutes { get; init; }

    /// <summary>Minutes after its making after which it is; 0 for never.</summary>
    public required long MaxAgeMinutes { get; init; }

    /// <summary>Bytes on disk; null where nobody counted.</summary>
    public long? Bytes { get; init; }

    /// <summary>Whether there are more bytes than that: not all files were looked at.</summary>
    public bool MoreBytes { get; init; }

    /// <summary><c>none</c>, <c>program</c> (one waits in it) or <c>call</c>: what goes on in it.</summary>
    public required string Use { get; init; }

    /// <summary>What came of throwing it away: <c>removed</c>, <c>inUse</c> or <c>failed</c>; null where it was only asked about.</summary>
    public string? Outcome { get; init; }
}
