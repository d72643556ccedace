namespace Moltbot.Protocol.Methods.Policy;

/// <summary>Whether an agent may use a tool, and what each layer of the policy says of it.</summary>
public sealed record PolicyExplainResult
{
    /// <summary>The tool's name, as policy knows it.</summary>
    public required string Tool { get; init; }

    /// <summary>Whether there is a tool of that name.</summary>
    public required bool Known { get; init; }

    /// <summary>Whether it may be used.</summary>
    public required bool Allowed { get; init; }

    /// <summary>The first rule that refuses it.</summary>
    public string? RefusedBy { get; init; }

    /// <summary>The agent.</summary>
    public required string AgentId { get; init; }

    /// <summary>The session.</summary>
    public required string SessionKey { get; init; }

    /// <summary>Whether the session is sandboxed.</summary>
    public required bool Sandboxed { get; init; }

    /// <summary>The session that spawned it.</summary>
    public string? SpawnedBy { get; init; }

    /// <summary>The model's provider.</summary>
    public string? Provider { get; init; }

    /// <summary>The model.</summary>
    public string? Model { get; init; }

    /// <summary>Every layer, in the order they are asked; one with several rules has several lines.</summary>
    public required IReadOnlyList<PolicyLine> Lines { get; init; }
}
