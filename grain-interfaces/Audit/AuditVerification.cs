namespace Moltbot.GrainInterfaces.Audit;

/// <summary>Whether the chain holds, as far as it was read.</summary>
[GenerateSerializer, Alias("moltbot.AuditVerification"), Immutable]
public sealed record AuditVerification
{
    [Id(0)] public required bool Ok { get; init; }

    /// <summary>How many records were read.</summary>
    [Id(1)] public required long Records { get; init; }

    /// <summary>The first record that does not fit.</summary>
    [Id(2)] public long? BrokenAt { get; init; }

    /// <summary>What is wrong there: altered, missing, reordered, cut off.</summary>
    [Id(3)] public string? Problem { get; init; }

    /// <summary>The last record's hash, to be kept elsewhere.</summary>
    [Id(4)] public string? HeadHash { get; init; }

    /// <summary>Where to go on; null when the chain was read to its end, or it breaks here.</summary>
    [Id(5)] public AuditCursor? Next { get; init; }
}
