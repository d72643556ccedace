using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Cli.Connection;

/// <summary>The gateway's error answer to a request.</summary>
internal sealed class GatewayRefusal(string method, string code, string message) : Exception(message)
{
    public string Method { get; } = method;

    /// <summary>One of the protocol's error codes.</summary>
    public string Code { get; } = code;

    public JsonNode? Details { get; private init; }

    /// <summary>Milliseconds to wait before trying again; null when the gateway does not say.</summary>
    public long? RetryAfterMs { get; private init; }

    /// <summary>Whether the credential shown was refused; with <see cref="RetryAfterMs"/> it was not even looked at.</summary>
    public bool IsUnauthorized => Method == "connect" && Message.StartsWith("unauthorized", StringComparison.Ordinal);

    public static GatewayRefusal Of(string method, JsonElement frame)
    {
        if (!frame.TryGetProperty("error", out var error) || error.ValueKind is not JsonValueKind.Object)
        {
            return new GatewayRefusal(method, "UNAVAILABLE", "the gateway refused without a reason");
        }

        return new GatewayRefusal(method, Text(error, "code") ?? "UNAVAILABLE", Text(error, "message") ?? "no reason given")
        {
            Details = error.TryGetProperty("details", out var details) ? JsonNode.Parse(details.GetRawText()) : null,
            RetryAfterMs = error.TryGetProperty("retryAfterMs", out var wait) && wait.TryGetInt64(out var milliseconds) ? milliseconds : null,
        };
    }

    private static string? Text(JsonElement error, string key) =>
        error.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
