namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>How a request stands. It leaves <see cref="Open"/> once.</summary>
[GenerateSerializer, Alias("moltbot.ApprovalStatus")]
public enum ApprovalStatus
{
    /// <summary>It waits for an answer.</summary>
    Open = 0,

    /// <summary>It was allowed.</summary>
    Allowed = 1,

    /// <summary>It was denied.</summary>
    Denied = 2,

    /// <summary>Nobody answered in time.</summary>
    Expired = 3,

    /// <summary>Its asker does not want it any more.</summary>
    Withdrawn = 4,
}
