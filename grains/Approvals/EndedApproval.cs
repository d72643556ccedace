namespace Moltbot.Grains.Approvals;

/// <summary>A request that ended, whose row is still there.</summary>
/// <param name="Id">The request.</param>
/// <param name="At">When everything about it was done, epoch milliseconds.</param>
[GenerateSerializer, Alias("moltbot.EndedApproval"), Immutable]
public sealed record EndedApproval([property: Id(0)] string Id, [property: Id(1)] long At);
