using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Gateway;

/// <summary>Who a test client says it is. The default is the original's command line with full scopes.</summary>
public sealed record ConnectOptions
{
    /// <summary>Shared or device token.</summary>
    public string? Token { get; init; }

    /// <summary>Shared password.</summary>
    public string? Password { get; init; }

    /// <summary>Device that signs, none by default.</summary>
    public TestDevice? Device { get; init; }

    /// <summary>Program.</summary>
    public string ClientId { get; init; } = "cli";

    /// <summary>Mode of the program.</summary>
    public string Mode { get; init; } = "cli";

    /// <summary>Platform.</summary>
    public string Platform { get; init; } = "linux";

    /// <summary>Name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Instance of the program.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Role.</summary>
    public string Role { get; init; } = "operator";

    /// <summary>Scopes; null leaves them out.</summary>
    public IReadOnlyList<string>? Scopes { get; init; } = ["operator.admin", "operator.approvals", "operator.pairing"];

    /// <summary>Capabilities.</summary>
    public IReadOnlyList<string> Caps { get; init; } = [];

    /// <summary>Commands of a node; null leaves them out.</summary>
    public IReadOnlyList<string>? Commands { get; init; }

    /// <summary>Lowest and highest protocol version.</summary>
    public (int Min, int Max) Protocol { get; init; } = (3, 3);

    /// <summary>Whether the nonce is signed (v2) or left out (v1).</summary>
    public bool SignsNonce { get; init; } = true;

    /// <summary>Epoch milliseconds of the signature; now by default.</summary>
    public long? SignedAt { get; init; }

    /// <summary>A last change to the params, after signing.</summary>
    public Action<JsonObject>? Change { get; init; }

    internal JsonObject ToParams()
    {
        var client = new JsonObject { ["id"] = ClientId, ["version"] = "1.0.0", ["platform"] = Platform, ["mode"] = Mode };
        AddIfSet(client, "displayName", DisplayName);
        AddIfSet(client, "instanceId", InstanceId);
        var connect = new JsonObject
        {
            ["minProtocol"] = Protocol.Min,
            ["maxProtocol"] = Protocol.Max,
            ["client"] = client,
            ["role"] = Role,
            ["caps"] = ListOf(Caps),
        };
        AddIfSet(connect, "scopes", Scopes is { } scopes ? ListOf(scopes) : null);
        AddIfSet(connect, "commands", Commands is { } commands ? ListOf(commands) : null);
        if (Token is not null || Password is not null)
        {
            var auth = new JsonObject();
            AddIfSet(auth, "token", Token);
            AddIfSet(auth, "password", Password);
            connect["auth"] = auth;
        }

        return connect;
    }

    private static JsonArray ListOf(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode?)text)];

    private static void AddIfSet(JsonObject target, string key, JsonNode? value)
    {
        if (value is not null)
        {
            target[key] = value;
        }
    }
}
