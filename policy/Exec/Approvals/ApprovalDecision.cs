namespace Moltbot.Policy.Exec.Approvals;

/// <summary>What a person says of a command, from the narrowest on.</summary>
public enum ApprovalDecision
{
    /// <summary>It does not run.</summary>
    Deny,

    /// <summary>It runs this once.</summary>
    AllowOnce,

    /// <summary>It runs, and the same command again as long as the conversation lasts.</summary>
    AllowSession,

    /// <summary>It runs, and its programs need no question any more.</summary>
    AllowAlways,
}
