using System.Buffers;
using System.Net.WebSockets;
using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Outbound;

namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>A WebSocket to the gateway: whole frames of bounded size in, frames at the gateway's pace out.</summary>
internal sealed class GatewaySocket : IDisposable
{
    /// <summary>Closing with it leaves the session to be taken up again; 1000 and 1001 would end it.</summary>
    private const WebSocketCloseStatus Resumable = (WebSocketCloseStatus)4000;

    /// <summary>The largest frame that is read, in bytes. Arbitrary: the lists of a guild with ten thousand channels and threads fit.</summary>
    public const int MaxFrameBytes = 8 * 1024 * 1024;

    private const int KeptBytes = 256 * 1024;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly ClientWebSocket socket;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim sending = new(1, 1);
    private ArrayBufferWriter<byte> buffer = new();

    // The gateway allows 120 frames in 60 s and closes the connection of who sends more: 20 that go at once and 90 that come back.
    private readonly TokenBucket pace = new(20, TimeSpan.FromSeconds(60) / 90);

    private GatewaySocket(ClientWebSocket socket, TimeProvider time)
    {
        this.socket = socket;
        this.time = time;
    }

    /// <summary>Connects.</summary>
    /// <exception cref="WebSocketException">There was no connection.</exception>
    public static async Task<GatewaySocket> Connect(Uri address, SocketsHttpHandler handler, TimeProvider time, CancellationToken cancellation)
    {
        ChannelHttp.Require(handler);
        var connecting = new ClientWebSocket();
        try
        {
            // Heartbeats tell whether the other side is there.
            connecting.Options.KeepAliveInterval = TimeSpan.Zero;
            using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
            await connecting.ConnectAsync(address, invoker, cancellation);
            return new GatewaySocket(connecting, time);
        }
        catch
        {
            connecting.Dispose();
            throw;
        }
    }

    /// <summary>The next frame, or why there is none. One reader at a time.</summary>
    public async Task<(GatewayFrame? Frame, GatewayEnd? End)> Receive(CancellationToken cancellation)
    {
        buffer = buffer.Capacity > KeptBytes ? new() : buffer;
        buffer.ResetWrittenCount();
        try
        {
            while (true)
            {
                var piece = await socket.ReceiveAsync(buffer.GetMemory(16 * 1024), cancellation);
                if (piece.MessageType == WebSocketMessageType.Close)
                {
                    return (null, GatewayEnd.Closed((int?)socket.CloseStatus));
                }

                if (buffer.WrittenCount + piece.Count > MaxFrameBytes)
                {
                    return (null, GatewayEnd.TooLarge);
                }

                buffer.Advance(piece.Count);
                if (piece.EndOfMessage)
                {
                    return (GatewayFrame.Read(buffer.WrittenMemory), null);
                }
            }
        }
        catch (WebSocketException)
        {
            return (null, GatewayEnd.Closed((int?)socket.CloseStatus));
        }
    }

    /// <summary>Sends a frame when it is its turn; one to a broken connection goes nowhere.</summary>
    public async Task Send(ReadOnlyMemory<byte> frame, CancellationToken cancellation)
    {
        await sending.WaitAsync(cancellation);
        try
        {
            if (pace.Take(time.GetUtcNow()) is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellation);
            }

            await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }
        catch (WebSocketException)
        {
            // The reader finds out too, and ends the connection.
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Leaves so that the session can be taken up again.</summary>
    public async Task Leave()
    {
        using var deadline = new CancellationTokenSource(Farewell, time);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(Resumable, null, deadline.Token);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // Gone already.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        socket.Dispose();
        sending.Dispose();
    }
}
