namespace Moltbot.Protocol.Runners;

/// <summary>The params of the node command <c>tools.workspace</c>: a step in bringing an agent's workspace to a runner, or in keeping what changed there.</summary>
public sealed record ToolWorkspaceParams
{
    public required string Tenant { get; init; }

    public required string AgentId { get; init; }

    /// <summary>A word of <see cref="ToolWorkspaceOperations"/>.</summary>
    public required string Operation { get; init; }

    /// <summary>Which copy it is, or is to become. Where the runner's is another one nothing is done.</summary>
    public required ToolWorkspaceLoan Loan { get; init; }

    /// <summary>The <see cref="ToolWorkspaceListing.Digest"/> that is known, of which only that is told; with <c>more</c> the one of the list, with <c>begin</c> and <c>done</c> the one that it has to have, null where whatever is there is to stay.</summary>
    public string? Digest { get; init; }

    /// <summary>With <c>more</c>: the last path that was told.</summary>
    public string? After { get; init; }

    /// <summary>With <c>read</c> which parts, with <c>put</c> the parts.</summary>
    public IReadOnlyList<ToolWorkspacePart>? Parts { get; init; }

    /// <summary>With <c>drop</c>: which files; null for all there is.</summary>
    public IReadOnlyList<string>? Paths { get; init; }

    /// <summary>With <c>begin</c>: the digests of the versions that are in the store. A copy that is one of them may be changed into another one; what is none of them, nor known to the runner as stored, is put aside.</summary>
    public IReadOnlyList<string>? Stored { get; init; }
}
