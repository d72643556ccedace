using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Moltbot.Cli.Tests.Support;

/// <summary>The gateway's end of a connection.</summary>
internal sealed class GatewaySocket(WebSocket socket, CancellationToken gone)
{
    private int _seq;

    public async Task<JsonObject?> ReceiveAsync()
    {
        using var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(), gone);
            if (read.MessageType is WebSocketMessageType.Close)
            {
                return null;
            }

            text.Write(buffer, 0, read.Count);
            if (read.EndOfMessage)
            {
                return JsonNode.Parse(Encoding.UTF8.GetString(text.ToArray()))!.AsObject();
            }
        }
    }

    public Task EventAsync(string name, JsonNode payload) =>
        SendAsync(new JsonObject { ["type"] = "event", ["event"] = name, ["payload"] = payload, ["seq"] = ++_seq });

    public Task AnswerAsync(JsonObject request, JsonNode? payload) =>
        SendAsync(new JsonObject { ["type"] = "res", ["id"] = (string)request["id"]!, ["ok"] = true, ["payload"] = payload });

    public Task RefuseAsync(JsonObject request, GatewayError error)
    {
        var written = new JsonObject { ["code"] = error.Code, ["message"] = error.Message };
        if (error.Details is not null)
        {
            written["details"] = JsonNode.Parse(error.Details);
        }

        if (error.RetryAfterMs is { } wait)
        {
            written["retryAfterMs"] = wait;
        }

        return SendAsync(new JsonObject { ["type"] = "res", ["id"] = (string)request["id"]!, ["ok"] = false, ["error"] = written });
    }

    public Task CloseAsync(int code, string reason) => socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, gone);

    public Task SendTextAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, gone);

    private Task SendAsync(JsonObject frame) => SendTextAsync(frame.ToJsonString());
}
