namespace Moltbot.Policy.Exec.Commands;

/// <summary>Programs that are started together, each reading what the one before writes.</summary>
/// <param name="Link">When it runs.</param>
/// <param name="Segments">The programs, at least one.</param>
public sealed record ExecPipeline(ChainLink Link, IReadOnlyList<ExecSegment> Segments);
