namespace Moltbot.Protocol.Methods.Audit;

/// <summary>Audit records.</summary>
public sealed record AuditTailResult
{
    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<AuditLine> Records { get; init; }
}
