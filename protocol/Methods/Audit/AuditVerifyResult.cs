namespace Moltbot.Protocol.Methods.Audit;

/// <summary>Whether the chain of audit records holds.</summary>
public sealed record AuditVerifyResult
{
    /// <summary>Whether it does.</summary>
    public required bool Ok { get; init; }

    /// <summary>How many records were read.</summary>
    public required long Records { get; init; }

    /// <summary>The first record that does not fit.</summary>
    public long? BrokenAt { get; init; }

    /// <summary>What is wrong there.</summary>
    public string? Problem { get; init; }

    /// <summary>The last record's hash, to be kept elsewhere.</summary>
    public string? HeadHash { get; init; }
}
