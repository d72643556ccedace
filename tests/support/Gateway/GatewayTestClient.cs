using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.TestSupport.Time;

namespace Moltbot.TestSupport.Gateway;

/// <summary>A real WebSocket client of a gateway: handshake, requests, events, raw frames, close codes.</summary>
/// <remarks>
/// Every frame received is checked against the shape that the original's clients check; a misfit fails the next wait.
/// Events may come before or after answers, so each wait takes the first frame that it is about and leaves the others.
/// </remarks>
public sealed partial class GatewayTestClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly FrameLog _log = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly string _name;
    private readonly Task _receiving;
    private volatile string? _misfit;
    private int _lastId;

    private GatewayTestClient(ClientWebSocket socket, string name, TimeSpan? timeout)
    {
        Timeout = timeout ?? Timeout;
        _socket = socket;
        _name = name;
        _receiving = ReceiveAsync();
    }

    /// <summary>How long a wait may last before it fails; far above what anything takes, for slow machines.</summary>
    public TimeSpan Timeout { get; } = Waits.Limit;

    /// <summary>All frames so far.</summary>
    public IReadOnlyList<ReceivedFrame> Frames => _log.Frames;

    /// <summary>How the connection ended, null while it is open.</summary>
    public GatewayClosed? Closed => _log.Closed;

    /// <summary>Opens a socket; nothing is sent yet.</summary>
    /// <param name="url">The gateway, <c>ws://…</c>.</param>
    /// <param name="name">Name of this connection in failures and request ids.</param>
    /// <param name="headers">Request headers, <c>Host</c> and <c>X-Forwarded-For</c> among them.</param>
    /// <param name="timeout">How long a wait may last, see <see cref="Timeout"/>.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="invoker">Makes the connection, from an address of its choice say; the usual way when left out.</param>
    public static async Task<GatewayTestClient> OpenAsync(
        Uri url,
        string name = "a",
        IReadOnlyDictionary<string, string>? headers = null,
        TimeSpan? timeout = null,
        CancellationToken cancel = default,
        HttpMessageInvoker? invoker = null)
    {
        var socket = new ClientWebSocket();
        foreach (var (header, value) in headers ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            socket.Options.SetRequestHeader(header, value);
        }

        await socket.ConnectAsync(url, invoker, cancel);
        return new GatewayTestClient(socket, name, timeout);
    }

    /// <summary>Sends text as it is.</summary>
    public Task SendRawAsync(string text, CancellationToken cancel = default) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancel).AsTask();

    /// <summary>Sends bytes as a binary message.</summary>
    public Task SendBinaryAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default) =>
        _socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, cancel).AsTask();

    /// <summary>Closes from this side.</summary>
    public async Task CloseAsync()
    {
        if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            try
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, _stop.Token);
            }
            catch (Exception gone) when (gone is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The other side was faster, or cut the connection meanwhile.
            }
        }
    }

    /// <summary>Cuts the connection without a close frame.</summary>
    public void Abort() => _socket.Abort();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _stop.CancelAsync();
        await _receiving;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var result = await _socket.ReceiveAsync(buffer.AsMemory(), _stop.Token);
                if (result.MessageType is WebSocketMessageType.Close)
                {
                    _log.Close(new GatewayClosed((int)(_socket.CloseStatus ?? WebSocketCloseStatus.Empty), _socket.CloseStatusDescription ?? string.Empty));
                    return;
                }

                message.Write(buffer, 0, result.Count);
                if (result.EndOfMessage)
                {
                    Take(Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length));
                    message.SetLength(0);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            const int abnormal = 1006;
            _log.Close(new GatewayClosed(abnormal, e.Message));
        }
    }

    private void Take(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            _misfit ??= WireShape.Reasons(document.RootElement, "GatewayFrame") is { } reasons ? $"{reasons}\n  {text}" : null;
            _log.Add(text);
        }
        catch (JsonException e)
        {
            _misfit ??= $"not JSON: {e.Message}\n  {text}";
        }
    }

    private void FailOnMisfit()
    {
        if (_misfit is { } misfit)
        {
            throw new WireShapeException($"{_name}: a frame received is not one that clients accept: {misfit}");
        }
    }

    private static string Serialize(JsonNode node) => node.ToJsonString();
}
