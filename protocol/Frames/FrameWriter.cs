using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Events;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Frames;

/// <summary>Writes outgoing frames. Optional keys are left out, never null, and no key is added: clients refuse both.</summary>
public static class FrameWriter
{
    // A Utf8JsonWriter is kept per thread: frames are written synchronously, so no two share one.
    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    /// <summary>A successful answer with a payload that is JSON text already; empty leaves the payload out.</summary>
    public static void WriteResponse(IBufferWriter<byte> output, ReadOnlySpan<byte> idJson, ReadOnlySpan<byte> payloadJson = default)
    {
        WriteResponseStart(output, idJson, ok: true);
        WritePayload(output, payloadJson);
        output.Write("}"u8);
    }

    /// <summary>A successful answer with a typed payload.</summary>
    public static void WriteResponse<T>(IBufferWriter<byte> output, ReadOnlySpan<byte> idJson, T payload, JsonTypeInfo<T> typeInfo)
    {
        WriteResponseStart(output, idJson, ok: true);
        output.Write(",\"payload\":"u8);
        WriteValue(output, payload, typeInfo);
        output.Write("}"u8);
    }

    /// <summary>A failed answer; a remembered run error may carry its payload too.</summary>
    public static void WriteError(
        IBufferWriter<byte> output, ReadOnlySpan<byte> idJson, GatewayError error, ReadOnlySpan<byte> payloadJson = default)
    {
        WriteResponseStart(output, idJson, ok: false);
        WritePayload(output, payloadJson);
        output.Write(",\"error\":"u8);
        WriteValue(output, WireError.From(error), FrameJson.Default.WireError);
        output.Write("}"u8);
    }

    /// <summary>An encoded event under this connection's own sequence number; none for events to one node.</summary>
    public static void WriteEvent(IBufferWriter<byte> output, EncodedEvent encoded, long? seq)
    {
        output.Write(encoded.Head.Span);
        if (seq is { } number)
        {
            output.Write(",\"seq\":"u8);
            WriteNumber(output, number);
        }

        output.Write(encoded.Tail.Span);
    }

    /// <summary>A request, for clients of a gateway.</summary>
    public static void WriteRequest(
        IBufferWriter<byte> output, ReadOnlySpan<byte> idJson, string method, ReadOnlySpan<byte> paramsJson = default)
    {
        output.Write("{\"type\":\"req\",\"id\":"u8);
        output.Write(idJson);
        output.Write(",\"method\":"u8);
        WriteText(output, method);
        if (!paramsJson.IsEmpty)
        {
            output.Write(",\"params\":"u8);
            output.Write(paramsJson);
        }

        output.Write("}"u8);
    }

    internal static void WriteText(IBufferWriter<byte> output, string text)
    {
        var writer = WriterOver(output);
        writer.WriteStringValue(text);
        writer.Flush();
    }

    internal static void WriteNumber(IBufferWriter<byte> output, long number)
    {
        const int longest = 20;
        Utf8Formatter.TryFormat(number, output.GetSpan(longest), out var written);
        output.Advance(written);
    }

    internal static void WriteValue<T>(IBufferWriter<byte> output, T value, JsonTypeInfo<T> typeInfo)
    {
        var writer = WriterOver(output);
        JsonSerializer.Serialize(writer, value, typeInfo);
        writer.Flush();
    }

    private static void WriteResponseStart(IBufferWriter<byte> output, ReadOnlySpan<byte> idJson, bool ok)
    {
        output.Write("{\"type\":\"res\",\"id\":"u8);
        output.Write(idJson);
        output.Write(ok ? ",\"ok\":true"u8 : ",\"ok\":false"u8);
    }

    private static void WritePayload(IBufferWriter<byte> output, ReadOnlySpan<byte> payloadJson)
    {
        if (!payloadJson.IsEmpty)
        {
            output.Write(",\"payload\":"u8);
            output.Write(payloadJson);
        }
    }

    private static Utf8JsonWriter WriterOver(IBufferWriter<byte> output)
    {
        if (t_writer is { } writer)
        {
            writer.Reset(output);
            return writer;
        }

        return t_writer = new Utf8JsonWriter(output, WireJson.WriterOptions);
    }
}
