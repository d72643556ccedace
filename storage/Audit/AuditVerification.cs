namespace Moltbot.Storage.Audit;

/// <summary>Result of verifying a tenant's chain.</summary>
/// <param name="Records">Number of records read.</param>
/// <param name="Head">Head as stored.</param>
/// <param name="Faults">In order of sequence, at most 100.</param>
public sealed record AuditVerification(long Records, AuditHead Head, IReadOnlyList<AuditFault> Faults)
{
    /// <summary>The last record read, where the chain goes on; null when it was read to its end.</summary>
    public AuditHead? Next { get; init; }

    public bool IsIntact => Faults.Count == 0;
}
