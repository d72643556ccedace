namespace Moltbot.GrainInterfaces.Workspaces;

/// <summary>Has a runner have a workspace.</summary>
[GenerateSerializer, Alias("moltbot.WorkspaceTake"), Immutable]
public sealed record WorkspaceTake
{
    /// <summary>Names the request.</summary>
    [Id(0)] public required string RequestId { get; init; }

    /// <summary>The runner.</summary>
    [Id(1)] public required string Runner { get; init; }

    /// <summary>Whether it is to write; whoever wrote before may not any more then. What only reads takes it from nobody.</summary>
    [Id(2)] public required bool Writes { get; init; }

    /// <summary>The copy that the runner was said to have and does not; null for none.</summary>
    [Id(3)] public WorkspaceLoan? NotThere { get; init; }
}
