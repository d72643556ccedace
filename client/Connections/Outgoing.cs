using System.Net.WebSockets;
using Moltbot.Protocol.Events;
using Moltbot.Protocol.Frames;

namespace Moltbot.Gateway.Connections;

/// <summary>One thing to write: a frame of this connection alone, an event shared with others, or the end.</summary>
internal readonly struct Outgoing
{
    private const long Unnumbered = -1;

    // What a sequence number adds to an encoded event, at most.
    private const int NumberBytes = 30;

    private readonly PooledBufferWriter? _frame;
    private readonly EncodedEvent? _event;
    private readonly long _sequence;
    private readonly int _closeCode;
    private readonly string? _closeReason;

    private Outgoing(PooledBufferWriter? frame, EncodedEvent? encoded, long sequence, int size, int closeCode, string? closeReason)
    {
        _frame = frame;
        _event = encoded;
        _sequence = sequence;
        Size = size;
        _closeCode = closeCode;
        _closeReason = closeReason;
    }

    /// <summary>Bytes it counts as while it waits.</summary>
    public int Size { get; }

    public static Outgoing Frame(PooledBufferWriter frame) => new(frame, null, Unnumbered, frame.WrittenCount, 0, null);

    public static Outgoing Event(EncodedEvent encoded, long? sequence) =>
        new(null, encoded, sequence ?? Unnumbered, SizeOf(encoded), 0, null);

    public static Outgoing Close(int code, string reason) => new(null, null, Unnumbered, 0, code, reason);

    public static int SizeOf(EncodedEvent encoded) => encoded.Length + NumberBytes;

    /// <summary>Writes it and gives its buffer back.</summary>
    public async ValueTask Write(WebSocket socket)
    {
        if (_event is not null)
        {
            using var frame = new PooledBufferWriter(Size);
            FrameWriter.WriteEvent(frame, _event, _sequence == Unnumbered ? null : _sequence);
            await Send(socket, frame);
        }
        else if (_frame is not null)
        {
            using (_frame)
            {
                await Send(socket, _frame);
            }
        }
        else
        {
            await socket.CloseOutputAsync((WebSocketCloseStatus)_closeCode, _closeReason, CancellationToken.None);
        }
    }

    /// <summary>Gives its buffer back unwritten.</summary>
    public void Drop() => _frame?.Dispose();

    private static ValueTask Send(WebSocket socket, PooledBufferWriter frame) =>
        socket.SendAsync(frame.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
}
