using System.Text.Json;

namespace Moltbot.TestSupport.Gateway;

/// <summary>The answer to a request.</summary>
/// <param name="Frame">The whole frame.</param>
public sealed record GatewayAnswer(ReceivedFrame Frame)
{
    /// <summary>Whether it succeeded.</summary>
    public bool Ok => Frame.Json.GetProperty("ok").GetBoolean();

    /// <summary>The payload; undefined when left out.</summary>
    public JsonElement Payload => Frame.Payload;

    /// <summary>The error's code, null on success.</summary>
    public string? Code => Error?.GetProperty("code").GetString();

    /// <summary>The error's message, null on success.</summary>
    public string? Message => Error?.GetProperty("message").GetString();

    /// <summary>The error's details, null when there are none.</summary>
    public JsonElement? Details => Error is { } error && error.TryGetProperty("details", out var details) ? details : null;

    private JsonElement? Error => Frame.Json.TryGetProperty("error", out var error) ? error : null;

    /// <summary>The payload of an answer that must have succeeded.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public JsonElement Require() => Ok ? Payload : throw new InvalidOperationException($"the gateway refused: {Frame.Text}");
}
