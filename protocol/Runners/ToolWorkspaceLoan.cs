namespace Moltbot.Protocol.Runners;

/// <summary>Which copy of an agent's workspace a runner has. Two that are equal are of the same content.</summary>
public sealed record ToolWorkspaceLoan
{
    /// <summary>Of whoever may write; each further holder has a greater one.</summary>
    public required long Fence { get; init; }

    /// <summary>The version of a copy that is only read; null for the copy that is written to, whose content is that of its fence.</summary>
    public long? Version { get; init; }
}
