using System.Buffers;

namespace Moltbot.Gateway.Connections;

/// <summary>What came in. A text keeps its pooled buffer until disposed.</summary>
internal readonly struct ReceivedMessage : IDisposable
{
    private readonly byte[]? _buffer;
    private readonly int _length;

    private ReceivedMessage(ReceivedKind kind, byte[]? buffer, int length)
    {
        Kind = kind;
        _buffer = buffer;
        _length = length;
    }

    public static ReceivedMessage Closed => new(ReceivedKind.Closed, null, 0);

    public static ReceivedMessage TooBig => new(ReceivedKind.TooBig, null, 0);

    public ReceivedKind Kind { get; }

    public ReadOnlyMemory<byte> Text => _buffer.AsMemory(0, _length);

    public static ReceivedMessage Of(byte[] rented, int length) => new(ReceivedKind.Text, rented, length);

    public void Dispose()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }
}
