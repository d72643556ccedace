namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>What came of an answer.</summary>
[GenerateSerializer, Alias("moltbot.ApprovalReceipt")]
public enum ApprovalReceipt
{
    /// <summary>There is no such request, or it has ended.</summary>
    Unknown = 0,

    /// <summary>It counts.</summary>
    Recorded = 1,

    /// <summary>Whoever said it is no approver.</summary>
    NotAllowed = 2,

    /// <summary>It is no decision.</summary>
    Invalid = 3,
}
