namespace Moltbot.Storage.Audit;

/// <summary>What a verification found wrong.</summary>
public enum AuditFaultKind
{
    /// <summary>A record does not have the hash it carries.</summary>
    Altered,

    /// <summary>A sequence number is missing.</summary>
    Missing,

    /// <summary>A record is intact but does not follow the one before it: moved, swapped or put in from elsewhere.</summary>
    Reordered,

    /// <summary>The chain ends before its head.</summary>
    Truncated,

    /// <summary>The chain goes on beyond its head, or the head's hash is another.</summary>
    HeadMismatch,

    /// <summary>The head row was not written by a holder of the master key.</summary>
    HeadForged,
}
