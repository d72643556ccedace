using System.Text.Json;

namespace Moltbot.Runner.Connection;

/// <summary>The gateway did not let the runner in.</summary>
internal sealed class GatewayRefusal(string code, string message) : Exception(message)
{
    /// <summary>One of the protocol's error codes.</summary>
    public string Code { get; } = code;

    /// <summary>The request that waits for an operator; null when none does.</summary>
    public string? PairingRequestId { get; private init; }

    /// <summary>How long to wait; null when the gateway does not say.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>Whether the credential that was shown is not good; with <see cref="RetryAfter"/> it was not even looked at.</summary>
    public bool IsUnauthorized => RetryAfter is null && Message.StartsWith("unauthorized", StringComparison.Ordinal);

    /// <summary>Whether somebody has to approve the device first.</summary>
    public bool IsUnpaired => Code == "NOT_PAIRED";

    public static GatewayRefusal Of(JsonElement frame)
    {
        if (!frame.TryGetProperty("error", out var error) || error.ValueKind is not JsonValueKind.Object)
        {
            return new GatewayRefusal("UNAVAILABLE", "the gateway refused without a reason");
        }

        return new GatewayRefusal(Text(error, "code") ?? "UNAVAILABLE", Text(error, "message") ?? "no reason given")
        {
            PairingRequestId = error.TryGetProperty("details", out var details) ? Text(details, "requestId") : null,
            RetryAfter = error.TryGetProperty("retryAfterMs", out var wait) && wait.ValueKind is JsonValueKind.Number && wait.TryGetInt32(out var milliseconds)
                ? TimeSpan.FromMilliseconds(Math.Max(0, milliseconds))
                : null,
        };
    }

    private static string? Text(JsonElement json, string key) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
