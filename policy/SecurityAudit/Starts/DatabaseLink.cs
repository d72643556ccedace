using System.Data.Common;
using System.Net;
using System.Text.Json.Nodes;
using Moltbot.Policy.Addresses;

namespace Moltbot.Policy.SecurityAudit.Starts;

/// <summary>How a gateway reaches its database, without what lets it in.</summary>
/// <param name="Hosts">The PostgreSQL servers, or paths of sockets; empty when everything is in a file of this machine.</param>
/// <param name="SslMode">What the connection string says of TLS, as written; null when it says nothing.</param>
public sealed record DatabaseLink(IReadOnlyList<string> Hosts, string? SslMode)
{
    private const string FileKind = "sqlite";
    private const string ServerKind = "postgres";

    /// <summary>A file in the state folder.</summary>
    public static DatabaseLink File { get; } = new([], null);

    /// <summary>Whether nothing leaves this machine.</summary>
    public bool IsOnThisMachine => Hosts.All(IsThisMachine);

    /// <summary>What a connection string says; a file when there is none; null when it cannot be read.</summary>
    public static DatabaseLink? Of(string? connectionString)
    {
        if (string.IsNullOrEmpty(connectionString))
        {
            return File;
        }

        try
        {
            var connection = new DbConnectionStringBuilder { ConnectionString = connectionString };
            return new DatabaseLink(
                (Value(connection, "Host", "Server") ?? "localhost").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                Value(connection, "SSL Mode", "SslMode", "Ssl-Mode"));
        }
        catch (ArgumentException)
        {
            // The gateway does not start with it, and says why.
            return null;
        }
    }

    internal static DatabaseLink? Read(JsonNode? json) => GatewayStart.Text(json, "kind") switch
    {
        FileKind => File,
        ServerKind when GatewayStart.Part(json, "hosts") is JsonArray { Count: > 0 } hosts && hosts.All(static host => host is JsonValue value && value.TryGetValue(out string? _)) =>
            new DatabaseLink([.. hosts.Select(static host => (string)host!)], GatewayStart.Text(json, "sslMode")),
        _ => null,
    };

    internal JsonObject Json() => Hosts.Count == 0
        ? new JsonObject { ["kind"] = FileKind }
        : new JsonObject { ["kind"] = ServerKind, ["hosts"] = new JsonArray([.. Hosts.Select(static host => (JsonNode?)JsonValue.Create(host))]), ["sslMode"] = SslMode };

    // A path is a socket's; so is a name of Linux's own kind, which begins with an @. A server's own port may follow its name.
    private static bool IsThisMachine(string host)
    {
        var name = host.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon == host.LastIndexOf(':') ? host[..colon] : host;
        return name is ['/' or '@', ..] or "localhost" || (IpText.Parse(name) is { } address && IPAddress.IsLoopback(address));
    }

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
