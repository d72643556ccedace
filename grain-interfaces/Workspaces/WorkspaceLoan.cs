namespace Moltbot.GrainInterfaces.Workspaces;

/// <summary>Which copy of a workspace a runner has.</summary>
/// <param name="Fence">Of the runner that may write.</param>
/// <param name="Version">The version of a copy that is only read; null for the one that is written to.</param>
[GenerateSerializer, Alias("moltbot.WorkspaceLoan"), Immutable]
public sealed record WorkspaceLoan([property: Id(0)] long Fence, [property: Id(1)] long? Version);
