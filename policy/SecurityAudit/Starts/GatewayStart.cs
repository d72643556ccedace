using System.Text.Json.Nodes;

namespace Moltbot.Policy.SecurityAudit.Starts;

/// <summary>
/// How a gateway was started, as far as it matters to security: arguments and variables that nobody else sees. It holds no secret, so
/// that a running gateway can leave it for the command line.
/// </summary>
public sealed record GatewayStart
{
    private static readonly string[] Binds = ["loopback", "lan", "auto", "tailnet"];

    /// <summary><c>loopback</c>, <c>lan</c>, <c>auto</c> or <c>tailnet</c>.</summary>
    public required string Bind { get; init; }

    /// <summary>Whether the gateway speaks TLS itself.</summary>
    public required bool IsEncrypted { get; init; }

    /// <summary>Where everything is kept; null when that is not known.</summary>
    public DatabaseLink? Database { get; init; }

    /// <summary>The key that seals it; null when that is not known, as of a cluster's gateway, whose silos have it.</summary>
    public MasterKeyFacts? MasterKey { get; init; }

    /// <summary>Whether the shared secret of the start can be guessed; null when that is not known.</summary>
    public bool? HasGuessableSecret { get; init; }

    /// <summary>Whether the operator's token can be guessed; null when that is not known, or there is none.</summary>
    public bool? HasGuessableOperatorToken { get; init; }

    /// <summary>Reads what <see cref="AddTo"/> wrote; null when it is not there, or not whole.</summary>
    public static GatewayStart? Read(JsonNode? json) =>
        Text(json, "bind") is { } bind && Binds.Contains(bind, StringComparer.Ordinal) && Flag(json, "tls") is { } isEncrypted
            ? new GatewayStart
            {
                Bind = bind,
                IsEncrypted = isEncrypted,
                Database = DatabaseLink.Read(Part(json, "database")),
                MasterKey = MasterKeyFacts.Read(Part(json, "masterKey")),
                HasGuessableSecret = Flag(json, "guessableSecret"),
                HasGuessableOperatorToken = Flag(json, "guessableOperatorToken"),
            }
            : null;

    /// <summary>Adds it to an object, as <c>{bind, tls, database?, masterKey?, guessableSecret?, guessableOperatorToken?}</c>.</summary>
    public void AddTo(JsonObject json)
    {
        json["bind"] = Bind;
        json["tls"] = IsEncrypted;
        if (Database is { } database)
        {
            json["database"] = database.Json();
        }

        if (MasterKey is { } key)
        {
            json["masterKey"] = key.Json();
        }

        if (HasGuessableSecret is { } secret)
        {
            json["guessableSecret"] = secret;
        }

        if (HasGuessableOperatorToken is { } token)
        {
            json["guessableOperatorToken"] = token;
        }
    }

    internal static JsonNode? Part(JsonNode? json, string key) => json is JsonObject shape ? shape[key] : null;

    internal static string? Text(JsonNode? json, string key) => Part(json, key) is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    internal static bool? Flag(JsonNode? json, string key) => Part(json, key) is JsonValue value && value.TryGetValue(out bool flag) ? flag : null;
}
