using System.Data.Common;
using System.Net;
using Moltbot.Policy.Addresses;

namespace Moltbot.Policy.SecurityAudit.Installation;

/// <summary>Whether what goes to and from a PostgreSQL database on another machine can be read or answered on the way.</summary>
internal static class DatabaseTransport
{
    private const string Variable = "MOLTBOT_POSTGRES";
    private const string Remedy = "say SSL Mode=VerifyFull in the connection string, and Root Certificate=FILE where the authority is your own";

    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        if (subject.Environment(Variable) is not { Length: > 0 } text || Read(text) is not { } connection || Hosts(connection).All(IsThisMachine))
        {
            yield break;
        }

        var mode = Value(connection, "SSL Mode", "SslMode", "Ssl-Mode");
        yield return mode?.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal) switch
        {
            "verifyfull" or "verifyca" => AuditFinding.Ok("database.tls", "the database is reached by TLS, and its certificate is checked"),
            "require" => AuditFinding.Warn(
                "database.tls_unverified", "The database's certificate is not checked",
                $"{Variable} says SSL Mode={mode}: whoever is on the way can stand for the database", Remedy),
            _ => AuditFinding.Critical(
                "database.no_tls", "The database is reached without TLS",
                $"{Variable} {(mode is null ? "says no SSL Mode" : $"says SSL Mode={mode}")}: keys and conversations may be read on the way", Remedy),
        };
    }

    private static DbConnectionStringBuilder? Read(string text)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = text };
        }
        catch (ArgumentException)
        {
            // The gateway does not start with it, and says why.
            return null;
        }
    }

    private static IEnumerable<string> Hosts(DbConnectionStringBuilder connection) =>
        (Value(connection, "Host", "Server") ?? "localhost").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // A path is a socket's.
    private static bool IsThisMachine(string host) =>
        host.StartsWith('/') || host == "localhost" || (IpText.Parse(host) is { } address && IPAddress.IsLoopback(address));

    private static string? Value(DbConnectionStringBuilder connection, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (connection.TryGetValue(name, out var value))
            {
                return value.ToString();
            }
        }

        return null;
    }
}
