namespace Moltbot.Grains.Approvals;

/// <summary>The row of a tenant's approval queue.</summary>
[GenerateSerializer, Alias("moltbot.ApprovalQueueState")]
public sealed record ApprovalQueueState
{
    /// <summary>What waits, oldest first.</summary>
    [Id(0)] public List<WaitingApproval> Waiting { get; set; } = [];

    /// <summary>Grants of clients that were not used yet.</summary>
    [Id(1)] public List<KeptGrant> Grants { get; set; } = [];

    /// <summary>What ended and is not forgotten yet, oldest first.</summary>
    [Id(2)] public List<EndedApproval> Ended { get; set; } = [];
}
