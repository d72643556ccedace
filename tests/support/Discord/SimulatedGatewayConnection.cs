using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Moltbot.TestSupport.Discord;

/// <summary>One connection of the gateway. What does not follow the protocol is closed with the code that Discord has for it.</summary>
internal sealed class SimulatedGatewayConnection(WebSocket socket, Func<string, SimulatedDiscordBot?> find, SimulatedDiscordBot? any, TimeProvider time)
{
    private readonly Channel<(string? Text, int Close)> sending = Channel.CreateUnbounded<(string?, int)>();
    private readonly List<DateTimeOffset> received = [];
    private SimulatedDiscordBot? bot = any;
    private SimulatedSession? session;

    public void Send(JsonObject frame) => SendRaw(frame.ToJsonString());

    public void SendRaw(string text) => sending.Writer.TryWrite((text, 0));

    public void Close(int code) => sending.Writer.TryWrite((null, code));

    public void Drop()
    {
        sending.Writer.TryComplete();
        socket.Abort();
    }

    public async Task Run(CancellationToken stop)
    {
        if (bot is { GatewayIsUp: false })
        {
            socket.Abort();
            return;
        }

        Send(new JsonObject { ["op"] = 10, ["d"] = new JsonObject { ["heartbeat_interval"] = (long)(bot?.HeartbeatInterval.TotalMilliseconds ?? 41_250) } });
        var writing = Write(stop);
        try
        {
            while (await Read(stop) is { } text && Judge(text) is var code)
            {
                if (code != 0)
                {
                    Close(code);
                }
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException)
        {
            // Gone.
        }
        finally
        {
            session?.Disconnected(this);
            sending.Writer.TryComplete();
            await writing;
        }
    }

    private async Task Write(CancellationToken stop)
    {
        try
        {
            await foreach (var (text, close) in sending.Reader.ReadAllAsync(stop))
            {
                if (text is null)
                {
                    await socket.CloseOutputAsync((WebSocketCloseStatus)close, null, stop);
                    return;
                }

                await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, stop);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Gone.
        }
    }

    private async Task<string?> Read(CancellationToken stop)
    {
        var buffer = new byte[16 * 1024];
        var text = new MemoryStream();
        while (true)
        {
            var piece = await socket.ReceiveAsync(buffer, stop);
            if (piece.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            text.Write(buffer, 0, piece.Count);
            if (piece.EndOfMessage)
            {
                return Encoding.UTF8.GetString(text.ToArray());
            }
        }
    }

    /// <summary>The close code of what breaks the protocol; 0 for what does not.</summary>
    private int Judge(string text)
    {
        var now = time.GetUtcNow();
        received.RemoveAll(at => now - at >= TimeSpan.FromSeconds(60));
        received.Add(now);
        if (received.Count > 120)
        {
            return 4008;
        }

        JsonObject? frame;
        try
        {
            frame = JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return 4002;
        }

        return frame?["op"]?.GetValue<int>() switch
        {
            1 => Heartbeat(frame["d"]?.GetValue<long>()),
            2 when session is not null => 4005,
            2 => Identify(frame["d"] as JsonObject),
            6 => Resume(frame["d"] as JsonObject),
            null => 4002,
            _ => session is null ? 4003 : 4001,
        };
    }

    private int Heartbeat(long? sequence)
    {
        if (sequence is { } number)
        {
            session?.Confirm(number);
        }

        if (bot?.AnswersHeartbeats != false)
        {
            Send(new JsonObject { ["op"] = 11 });
        }

        bot?.CountHeartbeat();
        return 0;
    }

    private int Identify(JsonObject? data)
    {
        if (data?["token"]?.GetValue<string>() is not { } token || find(token) is not { } known)
        {
            return 4004;
        }

        bot = known;
        if (data["intents"]?.GetValue<int>() is not { } intents || data["properties"] is not JsonObject)
        {
            return 4013;
        }

        (session, var refused) = known.Identify(this, intents);
        if (session is null && refused == 0)
        {
            Send(new JsonObject { ["op"] = 9, ["d"] = false });
        }

        known.Changed();
        return refused;
    }

    private int Resume(JsonObject? data)
    {
        if (data?["token"]?.GetValue<string>() is not { } token || find(token) is not { } known)
        {
            return 4004;
        }

        bot = known;
        var sequence = data["seq"]?.GetValue<long>() ?? -1;
        if (sequence < 0 || known.Find(data["session_id"]?.GetValue<string>(), sequence) is not { } found)
        {
            Send(new JsonObject { ["op"] = 9, ["d"] = false });
            return 0;
        }

        session = found;
        found.TakeUp(this, sequence);
        return 0;
    }
}
