namespace Moltbot.GrainInterfaces.Audit;

/// <summary>A stored record.</summary>
[GenerateSerializer, Alias("moltbot.AuditRecord"), Immutable]
public sealed record AuditRecord
{
    /// <summary>From 1, without gaps.</summary>
    [Id(0)] public required long Sequence { get; init; }

    [Id(1)] public required AuditEntry Entry { get; init; }

    /// <summary>The hash of the record before; 64 zeros for the first.</summary>
    [Id(2)] public required string PreviousHash { get; init; }

    /// <summary>SHA-256 over the previous hash and the entry, lower-case hex.</summary>
    [Id(3)] public required string Hash { get; init; }
}
