namespace Moltbot.Storage.Audit;

/// <summary>A link of a tenant's chain.</summary>
public sealed record AuditRecord
{
    /// <summary>From 1, without gaps.</summary>
    public required long Sequence { get; init; }

    public required string Id { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    public required string Actor { get; init; }

    public required string Action { get; init; }

    public required string Target { get; init; }

    /// <summary>Canonical JSON: members sorted by ordinal, no white space.</summary>
    public required string Details { get; init; }

    /// <summary>Hash of the record before, lower-case hex SHA-256; 64 zeros for the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>Hash of this record, lower-case hex SHA-256 over all the above and the tenant.</summary>
    public required string Hash { get; init; }
}
