namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>A request as approvers see it. Hidden characters of its texts are written out. Times are epoch milliseconds.</summary>
[GenerateSerializer, Alias("moltbot.ApprovalView"), Immutable]
public sealed record ApprovalView
{
    [Id(0)] public required string Id { get; init; }

    /// <summary>The command in full.</summary>
    [Id(1)] public required string Command { get; init; }

    [Id(2)] public string? Cwd { get; init; }

    [Id(3)] public string? Host { get; init; }

    [Id(4)] public string? Security { get; init; }

    [Id(5)] public string? Ask { get; init; }

    [Id(6)] public string? AgentId { get; init; }

    [Id(7)] public string? ResolvedPath { get; init; }

    [Id(8)] public string? SessionKey { get; init; }

    [Id(9)] public required long CreatedAt { get; init; }

    [Id(10)] public required long ExpiresAt { get; init; }

    /// <summary>Who asks.</summary>
    [Id(11)] public required string AskedBy { get; init; }

    /// <summary>Names exactly what runs; null for a client's request, of which only the text is known.</summary>
    [Id(12)] public string? Hash { get; init; }

    /// <summary>How many have to allow it.</summary>
    [Id(13)] public int Quorum { get; init; } = 1;

    [Id(14)] public ApprovalStatus Status { get; init; }

    /// <summary>What it came to, a word of protocol §5.6 or <c>allow-session</c>; null while it is open and when nobody decided.</summary>
    [Id(15)] public string? Decision { get; init; }

    /// <summary>What was said so far, in order.</summary>
    [Id(16)] public IReadOnlyList<ApprovalAnswer> Answers { get; init; } = [];

    /// <summary>When it ended; null while it is open.</summary>
    [Id(17)] public long? EndedAt { get; init; }

    /// <summary>Whether what it allowed was redeemed, or withdrawn before that.</summary>
    [Id(18)] public bool IsSpent { get; init; }

    /// <summary>Whether it may run when nobody answers, as the rules of the moment it was asked said.</summary>
    [Id(19)] public bool RunsUnanswered { get; init; }
}
