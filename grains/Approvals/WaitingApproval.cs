namespace Moltbot.Grains.Approvals;

/// <summary>A request that waits. Times are epoch milliseconds.</summary>
/// <param name="Id">The request.</param>
/// <param name="AddedAt">When it came.</param>
/// <param name="ExpiresAt">When it ends unanswered.</param>
/// <param name="IsShown">Whether somebody who may answer was shown it.</param>
/// <param name="AskedBy">Who asks.</param>
/// <param name="SessionKey">The session that asks; null for a client.</param>
[GenerateSerializer, Alias("moltbot.WaitingApproval"), Immutable]
public sealed record WaitingApproval(
    [property: Id(0)] string Id,
    [property: Id(1)] long AddedAt,
    [property: Id(2)] long ExpiresAt,
    [property: Id(3)] bool IsShown,
    [property: Id(4)] string? AskedBy = null,
    [property: Id(5)] string? SessionKey = null);
