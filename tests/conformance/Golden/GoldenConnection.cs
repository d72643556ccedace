using System.Text.Json.Nodes;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.Conformance.Golden;

/// <summary>One connection of a replay: its frames in order, with one that may be looked at before it is taken.</summary>
internal sealed class GoldenConnection(GatewayTestClient client) : IAsyncDisposable
{
    private JsonNode? _pending;

    internal GatewayTestClient Client { get; } = client;

    /// <summary>The challenge's nonce once it came.</summary>
    internal string? Nonce { get; private set; }

    /// <summary>Whether the health of the gateway was told.</summary>
    internal bool HasHealth { get; private set; }

    /// <summary>The next frame; background events only when one is waited for.</summary>
    internal async Task<JsonNode> PeekAsync(string? expectedEvent, string expected, CancellationToken cancel)
    {
        if (_pending is null)
        {
            var frame = await Client.TakeAsync(
                expected, each => each.Event is null || each.Event == expectedEvent || !GoldenRules.Background.Contains(each.Event), cancel);
            _pending = JsonNode.Parse(frame.Text)!;
            HasHealth |= frame.Event == "health";
            if (frame.Event == "connect.challenge")
            {
                Nonce = frame.Payload.GetProperty("nonce").GetString();
            }
        }

        return _pending;
    }

    /// <summary>Takes the frame that was looked at.</summary>
    internal void Advance() => _pending = null;

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
