namespace Moltbot.GrainInterfaces.Workspaces;

/// <summary>What came of storing what changed.</summary>
/// <param name="Problem">Why it was not stored; null where it was, or nothing changed.</param>
/// <param name="LeftOut">How many entries are left out, where that is not what was said last; null where it is.</param>
[GenerateSerializer, Alias("moltbot.WorkspaceKept"), Immutable]
public sealed record WorkspaceKept([property: Id(0)] string? Problem, [property: Id(1)] int? LeftOut);
