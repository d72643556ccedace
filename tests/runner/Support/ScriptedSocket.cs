using System.Net.WebSockets;
using System.Threading.Channels;

namespace Moltbot.Runner.Tests.Support;

/// <summary>The gateway's end of a connection, in memory: what the test says is what the runner reads.</summary>
internal sealed class ScriptedSocket : WebSocket
{
    private readonly Channel<byte[]> _said = Channel.CreateUnbounded<byte[]>();
    private readonly Channel<byte[]> _heard = Channel.CreateUnbounded<byte[]>();

    /// <summary>What the runner sent, as it sends it.</summary>
    public ChannelReader<byte[]> Heard => _heard.Reader;

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => WebSocketState.Open;

    public override string? SubProtocol => null;

    /// <summary>Sends the runner a frame.</summary>
    public void Say(byte[] frame) => _said.Writer.TryWrite(frame).ShouldBeTrue();

    /// <summary>Breaks the connection.</summary>
    public void Break() => _said.Writer.Complete();

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        byte[] frame;
        try
        {
            frame = await _said.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException gone)
        {
            throw new WebSocketException("the test broke the connection", gone);
        }

        frame.CopyTo(buffer.AsSpan());
        return new WebSocketReceiveResult(frame.Length, WebSocketMessageType.Text, endOfMessage: true);
    }

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _heard.Writer.TryWrite(buffer.ToArray()).ShouldBeTrue();
        return Task.CompletedTask;
    }

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Abort()
    {
    }

    public override void Dispose()
    {
    }
}
