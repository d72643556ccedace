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

    /// <summary>The mark before the words, for whoever skims; two columns wide.</summary>
    public static string Mark(AuditSeverity severity) => severity switch
    {
        AuditSeverity.Critical => "❌",
        AuditSeverity.Warn => "⚠ ",
        AuditSeverity.Info => "· ",
        _ => "✅",
    };

    /// <summary>What was found, on one line.</summary>
    public static string Summary(AuditFinding finding) => finding.Detail.Replace(":\n- ", ": ", StringComparison.Ordinal)
        .Replace("\n- ", "; ", StringComparison.Ordinal).Replace(":\n", ": ", StringComparison.Ordinal).Replace("\n", "; ", StringComparison.Ordinal);
}
