using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Schema.Checks;

/// <summary>Addresses of WebSocket services.</summary>
internal static class WebSocketAddresses
{
    public static Rule Rule { get; } = new TextRule { Form = (IsWebSocket, "expected a ws:// or wss:// address"), Pattern = "^wss?://" };

    private static bool IsWebSocket(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("ws" or "wss");
}
