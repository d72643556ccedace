namespace Moltbot.GrainInterfaces.Sandboxes;

/// <summary>What one runner says of its sandboxes.</summary>
[GenerateSerializer, Alias("moltbot.RunnerSandboxes"), Immutable]
public sealed record RunnerSandboxes
{
    /// <summary>The runner.</summary>
    [Id(0)] public required string NodeId { get; init; }

    /// <summary>The sandboxes, the one used last first.</summary>
    [Id(1)] public required IReadOnlyList<SandboxView> Sandboxes { get; init; }

    /// <summary>Whether it has more.</summary>
    [Id(2)] public bool More { get; init; }

    /// <summary>Why it says nothing; null where it does. What was to be thrown away may be.</summary>
    [Id(3)] public string? Problem { get; init; }
}
