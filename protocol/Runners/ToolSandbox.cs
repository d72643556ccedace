namespace Moltbot.Protocol.Runners;

/// <summary>A sandbox whose folder a runner keeps.</summary>
public sealed record ToolSandbox
{
    /// <summary>Names it; sessions with the same key share it.</summary>
    public required string Key { get; init; }

    /// <summary>The agent that used it last.</summary>
    public required string AgentId { get; init; }

    /// <summary>The session that used it last.</summary>
    public required string SessionKey { get; init; }

    /// <summary>When it was made, epoch milliseconds.</summary>
    public required long MadeAtMs { get; init; }

    /// <summary>When it was used last, epoch milliseconds; some minutes may be missing.</summary>
    public required long UsedAtMs { get; init; }

    /// <summary>When it is thrown away; null where it is not.</summary>
    public ToolSandboxLife? Life { get; init; }

    /// <summary>Bytes that its files take up on disk; null where nobody counted.</summary>
    public long? Bytes { get; init; }

    /// <summary>Whether they are more than <see cref="Bytes"/>: not all files were looked at.</summary>
    public bool IsMore { get; init; }

    /// <summary>A word of <see cref="ToolSandboxUses"/>: what goes on in it.</summary>
    public required string Use { get; init; }

    /// <summary>A word of <see cref="ToolSandboxOutcomes"/>; null where it was only asked about.</summary>
    public string? Outcome { get; init; }
}
