using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;

namespace Moltbot.Identity.Gateways;

/// <summary>A socket to a gateway: JSON frames one way and the other, several senders, one reader.</summary>
public sealed class GatewaySocket : IDisposable
{
    /// <summary>Bytes of the longest frame. The original's clients accept as much; more would be a gateway gone wrong.</summary>
    public const int LongestFrame = 25 * 1024 * 1024;

    private readonly WebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ArrayBufferWriter<byte> _incoming = new(16 * 1024);

    /// <param name="socket">A connection that is open; it is closed with this.</param>
    public GatewaySocket(WebSocket socket) => _socket = socket;

    /// <summary>Why the gateway closed; null while it has not, and where the connection broke.</summary>
    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    /// <summary>What the gateway said when it closed.</summary>
    public string? CloseStatusDescription => _socket.CloseStatusDescription;

    /// <summary>Connects.</summary>
    /// <param name="url">The gateway.</param>
    /// <param name="pin">SHA-256 of its certificate, lower-case hex; null for the usual checks.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="WebSocketException">Nobody there, or nobody who speaks WebSocket.</exception>
    public static async Task<GatewaySocket> Connect(Uri url, string? pin, CancellationToken cancel)
    {
        var socket = new ClientWebSocket();
        try
        {
            // Pings are not part of the protocol; the gateway's ticks are its signs of life.
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            if (pin is not null)
            {
                socket.Options.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                    certificate is not null && CertificatePin.Of(certificate) == pin;
            }

            await socket.ConnectAsync(url, cancel);
            return new GatewaySocket(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a frame, whole, after those before it.</summary>
    /// <exception cref="WebSocketException">The connection is gone.</exception>
    public async Task Send(ReadOnlyMemory<byte> frame, CancellationToken cancel)
    {
        await _sending.WaitAsync(cancel);
        try
        {
            await _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancel);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next frame; null when the gateway has closed, or sends one that is longer than <see cref="LongestFrame"/>.</summary>
    /// <exception cref="WebSocketException">The connection is gone.</exception>
    /// <exception cref="JsonException">What came is no JSON.</exception>
    public async Task<JsonElement?> Receive(CancellationToken cancel)
    {
        _incoming.ResetWrittenCount();
        while (true)
        {
            var read = await _socket.ReceiveAsync(_incoming.GetMemory(4096), cancel);
            if (read.MessageType is WebSocketMessageType.Close || _incoming.WrittenCount + read.Count > LongestFrame)
            {
                return null;
            }

            _incoming.Advance(read.Count);
            if (read.EndOfMessage)
            {
                return JsonElement.Parse(_incoming.WrittenSpan);
            }
        }
    }

    /// <summary>Says goodbye, if anybody is left to hear it.</summary>
    public async Task Close(CancellationToken cancel)
    {
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancel);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // Nobody is.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }
}
