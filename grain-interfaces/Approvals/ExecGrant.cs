namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>The permission to run once what was approved. Nobody but the approval's grain makes one, and it makes one only.</summary>
[GenerateSerializer, Alias("moltbot.ExecGrant"), Immutable]
public sealed record ExecGrant
{
    [Id(0)] public required string ApprovalId { get; init; }

    /// <summary>The run.</summary>
    [Id(1)] public required string Hash { get; init; }

    /// <summary>The decision; null when it runs because nobody answered and the rules say so.</summary>
    [Id(2)] public string? Decision { get; init; }

    /// <summary>What may be started: this, and nothing that is read from the command once more.</summary>
    [Id(3)] public IReadOnlyList<ExecStep> Steps { get; init; } = [];
}
