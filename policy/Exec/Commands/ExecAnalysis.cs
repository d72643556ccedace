namespace Moltbot.Policy.Exec.Commands;

/// <summary>What a command says, or why it says nothing that could be run.</summary>
/// <param name="Pipelines">The pipelines in order; empty for a refused command.</param>
/// <param name="Reason">Why it is refused; null when it is not.</param>
public sealed record ExecAnalysis(IReadOnlyList<ExecPipeline> Pipelines, string? Reason)
{
    /// <summary>Whether it can be run.</summary>
    public bool Ok => Reason is null;

    /// <summary>All programs in order.</summary>
    public IEnumerable<ExecSegment> Segments => Pipelines.SelectMany(pipeline => pipeline.Segments);

    /// <summary>Whether there is more than one pipeline.</summary>
    public bool IsChain => Pipelines.Count > 1;

    internal static ExecAnalysis Refused(string reason) => new([], reason);
}
