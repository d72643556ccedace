using Moltbot.Policy.SecurityAudit;

namespace Moltbot.Cli.Doctor;

/// <summary>Findings in words for people.</summary>
internal static class FindingText
{
    public static string Word(AuditSeverity severity) => severity switch
    {
        AuditSeverity.Critical => "critical",
        AuditSeverity.Warn => "warning",
        AuditSeverity.Info => "info",
        _ => "ok",
    };

    /// <summary>What was found, on one line.</summary>
    public static string Summary(AuditFinding finding) => finding.Detail.Replace(":\n- ", ": ", StringComparison.Ordinal)
        .Replace("\n- ", "; ", StringComparison.Ordinal).Replace(":\n", ": ", StringComparison.Ordinal).Replace("\n", "; ", StringComparison.Ordinal);
}
