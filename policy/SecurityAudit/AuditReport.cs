namespace Moltbot.Policy.SecurityAudit;

/// <summary>What an audit found, in the original's shape.</summary>
/// <param name="Findings">What is not as it should be, or worth knowing, in the order of the checks.</param>
public sealed record AuditReport(IReadOnlyList<AuditFinding> Findings)
{
    public int Critical => Count(AuditSeverity.Critical);

    public int Warn => Count(AuditSeverity.Warn);

    public int Info => Count(AuditSeverity.Info);

    /// <summary>The report of what checks said: what another finding says better is left out, and what is as it should be.</summary>
    public static AuditReport Of(IEnumerable<AuditFinding> findings) =>
        new([.. Once(findings).Where(static finding => finding.Severity != AuditSeverity.Ok)]);

    /// <summary>The findings, each thing said once.</summary>
    public static IReadOnlyList<AuditFinding> Once(IEnumerable<AuditFinding> findings)
    {
        var all = findings.Distinct().ToList();
        var better = all.Select(static finding => finding.InsteadOf).ToHashSet(StringComparer.Ordinal);
        return [.. all.Where(finding => !better.Contains(finding.CheckId))];
    }

    private int Count(AuditSeverity severity) => Findings.Count(finding => finding.Severity == severity);
}
