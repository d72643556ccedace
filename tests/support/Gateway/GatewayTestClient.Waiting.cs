using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Gateway;

/// <content>Handshake, requests and waits.</content>
public sealed partial class GatewayTestClient
{
    /// <summary>Opens a socket and connects; fails unless the gateway says hello.</summary>
    public static async Task<GatewayTestClient> ConnectAsync(
        Uri url, ConnectOptions options, string name = "a", IReadOnlyDictionary<string, string>? headers = null, CancellationToken cancel = default)
    {
        var client = await OpenAsync(url, name, headers, cancel: cancel);
        try
        {
            var hello = await client.HandshakeAsync(options, cancel);
            WireShape.Check(hello.Require(), "HelloOk");
            client.Hello = hello.Payload;
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>The payload of <c>hello-ok</c>, once connected by <see cref="ConnectAsync"/>.</summary>
    public JsonElement Hello { get; private set; }

    /// <summary>Waits for the challenge and sends <c>connect</c>; the answer may be a refusal.</summary>
    public async Task<GatewayAnswer> HandshakeAsync(ConnectOptions options, CancellationToken cancel = default)
    {
        var challenge = await EventAsync("connect.challenge", cancel: cancel);
        var connect = options.ToParams();
        if (options.Device is { } device)
        {
            var signedAt = options.SignedAt ?? TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            connect["device"] = device.Sign(connect, signedAt, options.SignsNonce ? challenge.Payload.GetProperty("nonce").GetString() : null);
        }

        options.Change?.Invoke(connect);
        return await RequestAsync("connect", connect, cancel);
    }

    /// <summary>Sends a request and waits for its (first) answer.</summary>
    public async Task<GatewayAnswer> RequestAsync(string method, JsonNode? parameters = null, CancellationToken cancel = default)
    {
        var id = await SendAsync(method, parameters, cancel);
        return await AnswerAsync(id, cancel);
    }

    /// <summary>Sends a request and waits for an answer that succeeded; gives its payload.</summary>
    public async Task<JsonElement> CallAsync(string method, JsonNode? parameters = null, CancellationToken cancel = default) =>
        (await RequestAsync(method, parameters, cancel)).Require();

    /// <summary>Sends a request; gives its id for <see cref="AnswerAsync"/>.</summary>
    public async Task<string> SendAsync(string method, JsonNode? parameters = null, CancellationToken cancel = default)
    {
        var id = $"{_name}{Interlocked.Increment(ref _lastId)}";
        var frame = new JsonObject { ["type"] = "req", ["id"] = id, ["method"] = method };
        if (parameters is not null)
        {
            frame["params"] = parameters.DeepClone();
        }

        await SendRawAsync(Serialize(frame), cancel);
        return id;
    }

    /// <summary>Waits for the next answer under an id; <c>agent</c> gives two.</summary>
    public async Task<GatewayAnswer> AnswerAsync(string id, CancellationToken cancel = default)
    {
        var written = JsonSerializer.Serialize(id);
        return new GatewayAnswer(await TakeAsync($"an answer to {written}", frame => frame.Type == "res" && frame.Id == written, cancel));
    }

    /// <summary>Waits for an event not taken yet.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isIt">Which of that name; any by default.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<ReceivedFrame> EventAsync(string name, Func<JsonElement, bool>? isIt = null, CancellationToken cancel = default) =>
        TakeAsync($"event {name}", frame => frame.Type == "event" && frame.Event == name && (isIt?.Invoke(frame.Payload) ?? true), cancel);

    /// <summary>Waits for any frame not taken yet.</summary>
    public Task<ReceivedFrame> NextAsync(CancellationToken cancel = default) => TakeAsync("a frame", _ => true, cancel);

    /// <summary>Waits for a frame of the test's choice.</summary>
    public async Task<ReceivedFrame> TakeAsync(string expected, Func<ReceivedFrame, bool> isIt, CancellationToken cancel = default)
    {
        FailOnMisfit();
        var frame = await _log.TakeAsync(_name, expected, isIt, Timeout, cancel);
        FailOnMisfit();
        return frame;
    }

    /// <summary>Waits for the end of the connection.</summary>
    public async Task<GatewayClosed> ClosedAsync(CancellationToken cancel = default)
    {
        var closed = await _log.CloseAsync(_name, Timeout, cancel);
        FailOnMisfit();
        return closed;
    }

    /// <summary>
    /// Shows that an event did not come, without waiting for time to pass: a request sent now is answered after all that was
    /// caused before it on this connection.
    /// </summary>
    /// <param name="name">The event's name.</param>
    /// <param name="barrier">A cheap method this connection may call.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task NoEventAsync(string name, string barrier = "last-heartbeat", CancellationToken cancel = default)
    {
        await RequestAsync(barrier, cancel: cancel);
        if (Frames.FirstOrDefault(frame => !frame.Taken && frame.Event == name) is { } frame)
        {
            throw new GatewayWaitException($"{_name}: expected no event {name}, but got {frame.Text}");
        }
    }
}
