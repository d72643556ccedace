using Moltbot.Policy.SecurityAudit.Starts;

namespace Moltbot.Policy.SecurityAudit.Installation;

/// <summary>Whether what goes to and from a PostgreSQL database on another machine can be read or answered on the way.</summary>
internal static class DatabaseTransport
{
    public const string Variable = "MOLTBOT_POSTGRES";

    private const string Id = "database.tls";
    private const string Remedy = "say SSL Mode=VerifyFull in the connection string, and Root Certificate=FILE where the authority is your own";

    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        if (subject.Database is not { } link)
        {
            yield break;
        }

        if (link.IsOnThisMachine)
        {
            if (subject.Start is not null)
            {
                yield return AuditFinding.Ok(Id, "the database is on this machine");
            }

            yield break;
        }

        yield return link.SslMode?.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal) switch
        {
            "verifyfull" or "verifyca" => AuditFinding.Ok(Id, "the database is reached by TLS, and its certificate is checked"),
            "require" => AuditFinding.Warn(
                "database.tls_unverified", "The database's certificate is not checked",
                $"{Words(subject)} says SSL Mode={link.SslMode}: whoever is on the way can stand for the database", Remedy),
            _ => AuditFinding.Critical(
                "database.no_tls", "The database is reached without TLS",
                $"{Words(subject)} {(link.SslMode is null ? "says no SSL Mode" : $"says SSL Mode={link.SslMode}")}: keys and conversations may be read on the way", Remedy),
        };
    }

    private static string Words(AuditSubject subject) => subject.Start?.Database is null ? Variable : $"the connection string that the gateway was started with (--postgres or {Variable})";
}
