using System.Text.Json;

namespace Moltbot.Cli.Connection;

/// <summary>A question to the gateway.</summary>
/// <param name="Method">The method.</param>
/// <param name="Params">Its params as JSON; empty to leave them out.</param>
internal sealed record GatewayRequest(string Method, ReadOnlyMemory<byte> Params)
{
    /// <summary>How long the answer may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Which of several answers ends the wait; the first, unless said otherwise.</summary>
    public Func<JsonElement, bool> IsFinal { get; init; } = static _ => true;

    /// <summary>Sees the answers that do not end the wait.</summary>
    public Action<JsonElement>? OnInterim { get; init; }

    /// <summary>Sees the events that come meanwhile: name and payload.</summary>
    public Action<string, JsonElement>? OnEvent { get; init; }
}
