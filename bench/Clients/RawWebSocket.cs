using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Moltbot.Bench.Clients;

/// <summary>
/// A WebSocket over a socket of its own: the upgrade is written by hand, so that opening one costs the generator little and
/// a source address can be chosen.
/// </summary>
internal sealed class RawWebSocket : IDisposable
{
    private readonly Socket _socket;
    private readonly WebSocket _web;
    private byte[] _buffer = new byte[2048];

    private RawWebSocket(Socket socket, WebSocket web) => (_socket, _web) = (socket, web);

    /// <param name="server">Where the server listens.</param>
    /// <param name="source">Loopback address to connect from; null for the usual one.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<RawWebSocket> Open(IPEndPoint server, IPAddress? source, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (source is not null)
            {
                socket.Bind(new IPEndPoint(source, 0));
            }

            await socket.ConnectAsync(server, cancel);
            await Upgrade(socket, server, cancel);
            var web = WebSocket.CreateFromStream(
                new NetworkStream(socket, ownsSocket: false), new WebSocketCreationOptions { IsServer = false, KeepAliveInterval = TimeSpan.Zero });
            return new RawWebSocket(socket, web);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public ValueTask Send(ReadOnlyMemory<byte> frame, CancellationToken cancel) =>
        _web.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancel);

    /// <summary>The next message; valid until the next call.</summary>
    /// <exception cref="BenchException">The server closed.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> Receive(CancellationToken cancel)
    {
        var length = 0;
        while (true)
        {
            var result = await _web.ReceiveAsync(_buffer.AsMemory(length), cancel);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                throw new BenchException($"the server closed a connection: {(int?)_web.CloseStatus} {_web.CloseStatusDescription}");
            }

            length += result.Count;
            if (result.EndOfMessage)
            {
                return _buffer.AsMemory(0, length);
            }

            if (length == _buffer.Length)
            {
                Array.Resize(ref _buffer, length * 2);
            }
        }
    }

    /// <summary>Gives a large buffer back, for a connection that will idle.</summary>
    public void Shrink() => _buffer = new byte[256];

    /// <summary>Tells the server that this side is done.</summary>
    public async Task Close(CancellationToken cancel)
    {
        try
        {
            await _web.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, cancel);
        }
        catch (Exception e) when (e is WebSocketException or IOException)
        {
            // The server was faster.
        }
    }

    public void Dispose()
    {
        _web.Dispose();
        _socket.Dispose();
    }

    private static async Task Upgrade(Socket socket, IPEndPoint server, CancellationToken cancel)
    {
        var request = Encoding.ASCII.GetBytes(
            $"GET / HTTP/1.1\r\nHost: {server}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
        await socket.SendAsync(request, cancel);

        // Looked at before it is taken: the first frame may come right behind the header, and belongs to the WebSocket.
        var buffer = new byte[1024];
        var seen = await socket.ReceiveAsync(buffer, SocketFlags.Peek, cancel);
        var end = buffer.AsSpan(0, seen).IndexOf("\r\n\r\n"u8);
        if (end < 0 || !buffer.AsSpan().StartsWith("HTTP/1.1 101"u8))
        {
            throw new BenchException($"the server refused a WebSocket: {Encoding.ASCII.GetString(buffer, 0, seen)}");
        }

        await socket.ReceiveAsync(buffer.AsMemory(0, end + 4), SocketFlags.None, cancel);
    }
}
