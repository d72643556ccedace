namespace Moltbot.Protocol.Methods.Sandboxes;

/// <summary>A runner that was asked for its sandboxes.</summary>
public sealed record SandboxRunner
{
    /// <summary>The runner.</summary>
    public required string NodeId { get; init; }

    /// <summary>Whether it has more than it told of.</summary>
    public bool More { get; init; }

    /// <summary>Why it told of none; null where it did.</summary>
    public string? Problem { get; init; }
}
