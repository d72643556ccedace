namespace Moltbot.Storage.Audit;

/// <summary>A finding at one place of the chain.</summary>
public sealed record AuditFault(AuditFaultKind Kind, long Sequence, string Explanation);
