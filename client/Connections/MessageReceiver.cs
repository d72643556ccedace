using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Moltbot.Protocol.Limits;

namespace Moltbot.Gateway.Connections;

/// <summary>Receives whole messages into pooled buffers. While nothing comes, no buffer is held.</summary>
internal static class MessageReceiver
{
    // Most requests fit; larger ones move to larger buffers as they come.
    private const int FirstBuffer = 4096;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<ReceivedMessage> Receive(WebSocket socket, int limit = ProtocolLimits.MaxPayloadBytes)
    {
        ValueWebSocketReceiveResult begin = await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
        if (begin.MessageType == WebSocketMessageType.Close)
        {
            return ReceivedMessage.Closed;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        if (begin.EndOfMessage)
        {
            return ReceivedMessage.Of(buffer, 0);
        }

        try
        {
            int length = 0;
            while (true)
            {
                ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                length += part.Count;
                if (part.MessageType == WebSocketMessageType.Close || length > limit)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    return part.MessageType == WebSocketMessageType.Close ? ReceivedMessage.Closed : ReceivedMessage.TooBig;
                }

                if (part.EndOfMessage)
                {
                    return ReceivedMessage.Of(buffer, length);
                }

                if (length == buffer.Length)
                {
                    buffer = Grow(buffer, length);
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
