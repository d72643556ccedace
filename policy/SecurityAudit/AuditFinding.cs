namespace Moltbot.Policy.SecurityAudit;

/// <summary>What a check found; never a secret.</summary>
/// <param name="CheckId">Names what was found; stable, for programs. The original's where it has one.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Detail">What was found, and where.</param>
/// <param name="Remediation">What to do; null when there is nothing to do.</param>
public sealed record AuditFinding(string CheckId, AuditSeverity Severity, string Title, string Detail, string? Remediation = null)
{
    /// <summary>The key of the configuration it is about, in dot notation; null when it is about something else.</summary>
    public string? About { get; init; }

    /// <summary>The finding that this one says again, and worse; null when there is none.</summary>
    public string? InsteadOf { get; init; }

    public static AuditFinding Ok(string checkId, string detail) => new(checkId, AuditSeverity.Ok, "As it should be", detail);

    public static AuditFinding Info(string checkId, string title, string detail, string? remediation = null) =>
        new(checkId, AuditSeverity.Info, title, detail, remediation);

    public static AuditFinding Warn(string checkId, string title, string detail, string remediation) =>
        new(checkId, AuditSeverity.Warn, title, detail, remediation);

    public static AuditFinding Critical(string checkId, string title, string detail, string remediation) =>
        new(checkId, AuditSeverity.Critical, title, detail, remediation);
}
