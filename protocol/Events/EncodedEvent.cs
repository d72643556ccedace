using System.Buffers;
using System.Text.Json.Serialization.Metadata;
using Moltbot.Protocol.Frames;

namespace Moltbot.Protocol.Events;

/// <summary>An event encoded once for everybody: the frame's bytes before and after a connection's own sequence number.</summary>
/// <remarks>Immutable and safe to share between connections and threads.</remarks>
public sealed class EncodedEvent
{
    private EncodedEvent(string name, ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> tail)
    {
        Name = name;
        Head = head;
        Tail = tail;
    }

    /// <summary>The event's name, one of <see cref="EventNames"/>.</summary>
    public string Name { get; }

    /// <summary>Bytes of the frame without sequence number: what a send costs, within 30 bytes.</summary>
    public int Length => Head.Length + Tail.Length;

    internal ReadOnlyMemory<byte> Head { get; }

    internal ReadOnlyMemory<byte> Tail { get; }

    /// <summary>Encodes an event with a typed payload.</summary>
    /// <param name="name">One of <see cref="EventNames"/>.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="typeInfo">The payload's metadata, from <see cref="EventsJson"/>.</param>
    /// <param name="stateVersion">Versions that go with <c>presence</c> and <c>health</c>.</param>
    public static EncodedEvent Create<T>(string name, T payload, JsonTypeInfo<T> typeInfo, StateVersion? stateVersion = null)
    {
        using var buffer = new PooledBufferWriter();
        WriteStart(buffer, name);
        FrameWriter.WriteValue(buffer, payload, typeInfo);
        return Finish(name, buffer, stateVersion);
    }

    /// <summary>Encodes an event whose payload is JSON text already.</summary>
    public static EncodedEvent Create(string name, ReadOnlySpan<byte> payloadJson, StateVersion? stateVersion = null)
    {
        using var buffer = new PooledBufferWriter(payloadJson.Length + 128);
        WriteStart(buffer, name);
        buffer.Write(payloadJson);
        return Finish(name, buffer, stateVersion);
    }

    private static void WriteStart(PooledBufferWriter buffer, string name)
    {
        buffer.Write("{\"type\":\"event\",\"event\":"u8);
        FrameWriter.WriteText(buffer, name);
        buffer.Write(",\"payload\":"u8);
    }

    private static EncodedEvent Finish(string name, PooledBufferWriter buffer, StateVersion? stateVersion)
    {
        var headLength = buffer.WrittenCount;
        if (stateVersion is { } version)
        {
            buffer.Write(",\"stateVersion\":{\"presence\":"u8);
            FrameWriter.WriteNumber(buffer, version.Presence);
            buffer.Write(",\"health\":"u8);
            FrameWriter.WriteNumber(buffer, version.Health);
            buffer.Write("}"u8);
        }

        buffer.Write("}"u8);
        ReadOnlyMemory<byte> bytes = buffer.WrittenSpan.ToArray();
        return new EncodedEvent(name, bytes[..headLength], bytes[headLength..]);
    }
}
