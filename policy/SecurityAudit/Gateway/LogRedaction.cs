namespace Moltbot.Policy.SecurityAudit.Gateway;

/// <summary>Whether secrets are taken out of what tools say.</summary>
internal static class LogRedaction
{
    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        if (!subject.Document.Logging.RedactSensitive)
        {
            yield return AuditFinding.Warn(
                "logging.redact_off", "Secrets are not taken out of what tools say",
                "logging.redactSensitive is off: what tools print is shown as it is, secrets included", "moltbot config set logging.redactSensitive tools");
        }
    }
}
