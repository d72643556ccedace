using Moltbot.Cli.Doctor.Checks;
using Moltbot.Cli.Doctor.Outside;
using Moltbot.Policy.SecurityAudit;

namespace Moltbot.Cli.Doctor;

/// <summary>All checks, in the order they are shown. A new one is a new file and a line here, or in <see cref="ConfigurationAudit"/>.</summary>
internal static class Examination
{
    /// <summary>Said by the audit only: what is no more than a count, or asks for nothing where there is no proxy.</summary>
    private static readonly string[] NotForDoctor = ["summary.attack_surface", "gateway.trusted_proxies_missing"];

    private static readonly IReadOnlyList<Func<Patient, IEnumerable<AuditFinding>>> OfSecurity =
    [
        ConfigurationCheck.Issues,
        static patient => Pure(patient, ConfigurationAudit.Configuration),
        FileModesCheck.Run,
        static patient => Pure(patient, ConfigurationAudit.Channels),
        static patient => Pure(patient, ConfigurationAudit.Installation),
        StoredSecretsCheck.Run,
    ];

    private static readonly IReadOnlyList<Func<Patient, IEnumerable<AuditFinding>>> OfWorking =
    [
        ConfigurationCheck.Run,
        ModelCheck.Run,
        static patient => Pure(patient, ConfigurationAudit.Setup),
        GatewayCheck.Run,
        ChannelStateCheck.Run,
    ];

    /// <summary>What <c>security audit</c> says: the original's checks in its order, then what it has no counterpart for.</summary>
    public static IEnumerable<AuditFinding> Security(Patient patient) => OfSecurity.SelectMany(check => check(patient));

    /// <summary>What <c>doctor</c> says: the same, whether everything works, and what is as it should be.</summary>
    public static IReadOnlyList<AuditFinding> Of(Patient patient) => AuditReport.Once(
        Security(patient).Where(static finding => !NotForDoctor.Contains(finding.CheckId, StringComparer.Ordinal))
            .Concat(OfWorking.SelectMany(check => check(patient))));

    /// <summary>What <c>--deep</c> adds.</summary>
    /// <param name="patient">What was gathered.</param>
    /// <param name="outside">What the gateway answers to strangers, in each way there is to it.</param>
    public static IEnumerable<AuditFinding> Deep(Patient patient, IReadOnlyList<OutsideReport> outside)
    {
        if (patient.GatewayFailure is { } failure)
        {
            yield return AuditFinding.Warn(
                "gateway.probe_failed", "The gateway was not reached", failure.Message, (failure.Hint ?? "moltbot gateway status").ReplaceLineEndings("; "));
        }

        foreach (var finding in outside.SelectMany(report => report.Findings(patient)))
        {
            yield return finding;
        }
    }

    private static IEnumerable<AuditFinding> Pure(Patient patient, Func<AuditSubject, IEnumerable<AuditFinding>> checks) =>
        patient.Subject is { } subject ? checks(subject) : [];
}
