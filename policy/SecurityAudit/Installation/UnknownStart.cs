namespace Moltbot.Policy.SecurityAudit.Installation;

/// <summary>What cannot be said of a gateway whose start is not known: arguments and a service's variables are seen by itself alone.</summary>
internal static class UnknownStart
{
    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        var missing = Missing(subject).ToList();
        if (missing.Count > 0)
        {
            yield return AuditFinding.Info(
                "installation.start_unknown", "How the gateway was started is not known",
                $"not known: {string.Join(", ", missing)}; {subject.StartUnknown}", subject.StartRemedy);
        }
    }

    private static IEnumerable<string> Missing(AuditSubject subject)
    {
        var start = subject.Start;
        if (start is null)
        {
            yield return "where it listens, and whether by TLS (--bind)";
        }

        if (start?.Database is null)
        {
            yield return "how it reaches its database (--postgres)";
        }

        if (start?.MasterKey is null)
        {
            yield return "how strong its master key is";
        }
    }
}
