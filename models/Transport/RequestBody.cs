using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace Moltbot.Models.Transport;

/// <summary>
/// A request's body: written once, sent as often as the request is tried. Conversations make it long, so its memory is the pool's, to which it goes
/// back unless a connection may still be reading it.
/// </summary>
internal sealed class RequestBody : IBufferWriter<byte>, IDisposable
{
    private const int Least = 4096, Disposed = -1;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(Least);
    private int written;
    private int readers;

    public void Advance(int count) => written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return buffer.AsMemory(written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return buffer.AsSpan(written);
    }

    /// <summary>The body for one attempt.</summary>
    public HttpContent Content() => new Attempt(this);

    public void Dispose()
    {
        if (Interlocked.CompareExchange(ref readers, Disposed, 0) == 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Reserve(int wanted)
    {
        if (buffer.Length - written >= Math.Max(wanted, 1))
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * buffer.Length, checked(written + wanted)));
        buffer.AsSpan(0, written).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    private async Task CopyToAsync(Stream stream, CancellationToken cancellationToken)
    {
        Borrow();
        try
        {
            await stream.WriteAsync(buffer.AsMemory(0, written), cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref readers);
        }
    }

    private void Borrow()
    {
        for (var seen = Volatile.Read(ref readers); ; seen = Volatile.Read(ref readers))
        {
            ObjectDisposedException.ThrowIf(seen == Disposed, this);
            if (Interlocked.CompareExchange(ref readers, seen + 1, seen) == seen)
            {
                return;
            }
        }
    }

    private sealed class Attempt : HttpContent
    {
        private readonly RequestBody body;

        public Attempt(RequestBody body)
        {
            this.body = body;
            Headers.ContentType = Json;
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            body.CopyToAsync(stream, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
            body.CopyToAsync(stream, cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            length = body.written;
            return true;
        }
    }
}
