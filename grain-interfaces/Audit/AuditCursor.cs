namespace Moltbot.GrainInterfaces.Audit;

/// <summary>How far a verification has come.</summary>
/// <param name="Sequence">The last record that was read.</param>
/// <param name="Hash">Its hash, which the next record has to follow.</param>
[GenerateSerializer, Alias("moltbot.AuditCursor"), Immutable]
public sealed record AuditCursor([property: Id(0)] long Sequence, [property: Id(1)] string Hash);
