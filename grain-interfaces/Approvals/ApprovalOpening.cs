namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>What came of asking.</summary>
[GenerateSerializer, Alias("moltbot.ApprovalOpening"), Immutable]
public sealed record ApprovalOpening
{
    /// <summary>Why nobody is asked; null when somebody is.</summary>
    [Id(0)] public string? Refusal { get; init; }

    /// <summary>The request; null when there is none.</summary>
    [Id(1)] public ApprovalView? Approval { get; init; }
}
