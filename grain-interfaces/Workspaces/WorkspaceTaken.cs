namespace Moltbot.GrainInterfaces.Workspaces;

/// <summary>What came of it.</summary>
/// <param name="Loan">The copy that the runner has; null where it has none.</param>
/// <param name="Problem">Why not.</param>
[GenerateSerializer, Alias("moltbot.WorkspaceTaken"), Immutable]
public sealed record WorkspaceTaken([property: Id(0)] WorkspaceLoan? Loan, [property: Id(1)] string? Problem);
