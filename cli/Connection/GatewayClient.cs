using System.Buffers;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Moltbot.Identity.Gateways;
using Moltbot.Protocol.Frames;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Connection;

namespace Moltbot.Cli.Connection;

/// <summary>A connection to a gateway, for one question at a time.</summary>
internal sealed class GatewayClient(GatewaySocket socket, GatewayTarget target, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(1);
    private int _lastId;

    public GatewayTarget Target { get; } = target;

    /// <summary>The gateway's greeting, once connected.</summary>
    public HelloOk Hello { get; set; } = null!;

    /// <summary>What opened the door, as people know it.</summary>
    public string SignedInBy { get; set; } = string.Empty;

    /// <summary>Asks and waits for the answer.</summary>
    /// <exception cref="GatewayRefusal">The gateway refused the handshake; the dialer may have another credential.</exception>
    /// <exception cref="CliException">The gateway said no to anything else, the connection ended, or the answer took too long.</exception>
    public async Task<JsonElement> RequestAsync(GatewayRequest request, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(request.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"c{++_lastId}");
            await SendAsync(id, request, either.Token);
            while (true)
            {
                var frame = await ReceiveAsync(either.Token);
                if (Text(frame, "type") == "event")
                {
                    request.OnEvent?.Invoke(Text(frame, "event") ?? string.Empty, Payload(frame));
                }
                else if (Text(frame, "type") == "res" && Text(frame, "id") == id)
                {
                    var payload = Payload(frame);
                    if (!frame.TryGetProperty("ok", out var ok) || ok.ValueKind is not JsonValueKind.True)
                    {
                        var refusal = GatewayRefusal.Of(request.Method, frame);
                        throw request.Method == MethodNames.Connect && Hello is null ? refusal : GatewayFailures.Explain(refusal, Target);
                    }

                    if (request.IsFinal(payload))
                    {
                        return payload;
                    }

                    request.OnInterim?.Invoke(payload);
                }
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw GatewayFailures.TooSlow(Target, request.Method, request.Timeout);
        }
    }

    /// <summary>Waits for an event of a name; gives its payload.</summary>
    public async Task<JsonElement> EventAsync(string name, CancellationToken cancel)
    {
        while (true)
        {
            var frame = await ReceiveAsync(cancel);
            if (Text(frame, "type") == "event" && Text(frame, "event") == name)
            {
                return Payload(frame);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(FarewellTime, time);
        await socket.Close(limit.Token);
        socket.Dispose();
    }

    private async Task SendAsync(string id, GatewayRequest request, CancellationToken cancel)
    {
        var output = new ArrayBufferWriter<byte>(request.Params.Length + 128);
        FrameWriter.WriteRequest(output, System.Text.Encoding.UTF8.GetBytes($"\"{id}\""), request.Method, request.Params.Span);
        try
        {
            await socket.Send(output.WrittenMemory, cancel);
        }
        catch (WebSocketException e)
        {
            throw Broken(e, cancel);
        }
    }

    private async Task<JsonElement> ReceiveAsync(CancellationToken cancel)
    {
        try
        {
            return await socket.Receive(cancel) ?? throw GatewayFailures.Ended(Target, socket);
        }
        catch (WebSocketException e)
        {
            throw Broken(e, cancel);
        }
        catch (JsonException)
        {
            throw GatewayFailures.NoGateway(Target);
        }
    }

    /// <summary>What a broken connection means: giving up breaks it as well, and that may be noticed first.</summary>
    private Exception Broken(WebSocketException broken, CancellationToken cancel) => cancel.IsCancellationRequested
        ? new OperationCanceledException(broken.Message, broken, cancel)
        : GatewayFailures.Ended(Target, socket);

    private static string? Text(JsonElement frame, string key) =>
        frame.ValueKind is JsonValueKind.Object && frame.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static JsonElement Payload(JsonElement frame) => frame.TryGetProperty("payload", out var payload) ? payload : JsonNull;

    private static readonly JsonElement JsonNull = JsonElement.Parse("null"u8);
}
