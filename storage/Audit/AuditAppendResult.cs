namespace Moltbot.Storage.Audit;

/// <summary>What became of an append.</summary>
/// <param name="Appended">False: the head was not the expected one, nothing was written.</param>
/// <param name="Head">The head now.</param>
/// <param name="Records">The records written; those whose id was in the chain already are left out.</param>
public sealed record AuditAppendResult(bool Appended, AuditHead Head, IReadOnlyList<AuditRecord> Records);
