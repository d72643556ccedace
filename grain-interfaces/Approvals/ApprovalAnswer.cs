namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>What one approver said.</summary>
[GenerateSerializer, Alias("moltbot.ApprovalAnswer"), Immutable]
public sealed record ApprovalAnswer
{
    /// <summary>Who: <c>device:…</c>, <c>token:…</c>, or <c>telegram:…</c> and the like with the sender's id.</summary>
    [Id(0)] public required string Principal { get; init; }

    /// <summary>The name shown; its owner chose it.</summary>
    [Id(1)] public string? Name { get; init; }

    /// <summary>Through what: <c>gateway</c>, or the account and chat.</summary>
    [Id(2)] public required string Via { get; init; }

    /// <summary>The word of protocol §5.6, or <c>allow-session</c>: what it counts as.</summary>
    [Id(3)] public required string Decision { get; init; }

    /// <summary>When, epoch milliseconds.</summary>
    [Id(4)] public required long At { get; init; }

    /// <summary>Names the answer where it may be told twice; null where it is not.</summary>
    [Id(5)] public string? AnswerId { get; init; }
}
