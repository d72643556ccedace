namespace Moltbot.GrainInterfaces.Sandboxes;

/// <summary>Which sandboxes of a tenant are meant: all, where nothing is said.</summary>
[GenerateSerializer, Alias("moltbot.SandboxQuery"), Immutable]
public sealed record SandboxQuery
{
    /// <summary>Those with one of these keys; null for all.</summary>
    [Id(0)] public IReadOnlyList<string>? Keys { get; init; }

    /// <summary>Those of this agent and of its sessions, not one that agents share; null for all.</summary>
    [Id(1)] public string? AgentId { get; init; }
}
