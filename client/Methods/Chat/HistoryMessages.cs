using System.Buffers;
using System.Text.Json;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Envelopes;
using Moltbot.Protocol.Json;

namespace Moltbot.Gateway.Methods.Chat;

/// <summary>Messages of a transcript as clients are shown them.</summary>
internal static class HistoryMessages
{
    /// <summary>The message as JSON; what a person wrote without its envelope. Most are passed on without being taken apart.</summary>
    public static ReadOnlyMemory<byte> Shown(TranscriptMessage message)
    {
        ReadOnlyMemory<byte> json = message.Json;
        return message.Role.Equals("user", StringComparison.OrdinalIgnoreCase) && MayNeedCutting(json.Span) ? Cut(json) : json;
    }

    /// <summary>The newest messages that fit into so many bytes of a JSON list, oldest first.</summary>
    public static IReadOnlyList<RawJson> Newest(IReadOnlyList<TranscriptMessage> messages, int maxBytes)
    {
        var shown = new RawJson[messages.Count];
        int first = messages.Count;
        long room = maxBytes - "[]".Length;
        while (first > 0)
        {
            ReadOnlyMemory<byte> json = Shown(messages[first - 1]);
            room -= json.Length + (first == messages.Count ? 0 : 1);
            if (room < 0)
            {
                break;
            }

            shown[--first] = new RawJson(json);
        }

        return shown[first..];
    }

    /// <summary>A message whose text parts are replaced by what its author wrote.</summary>
    internal static ReadOnlyMemory<byte> Cut(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        var output = new ArrayBufferWriter<byte>(json.Length);
        using (var writer = new Utf8JsonWriter(output, WireJson.WriterOptions))
        {
            WriteMessage(writer, document.RootElement);
        }

        return output.WrittenMemory;
    }

    private static bool MayNeedCutting(ReadOnlySpan<byte> json) =>
        json.IndexOf("\"["u8) >= 0 || json.IndexOf("[message_id:"u8) >= 0 || json.IndexOf("\\u005"u8) >= 0;

    private static void WriteMessage(Utf8JsonWriter writer, JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            message.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (JsonProperty property in message.EnumerateObject())
        {
            writer.WritePropertyName(property.Name);
            if (property.NameEquals("content"u8) || property.NameEquals("text"u8))
            {
                WriteContent(writer, property.Value);
            }
            else
            {
                property.Value.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter writer, JsonElement content)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.String:
                writer.WriteStringValue(EnvelopeRemoval.Shown(content.GetString()!));
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement part in content.EnumerateArray())
                {
                    WritePart(writer, part);
                }

                writer.WriteEndArray();
                break;
            default:
                content.WriteTo(writer);
                break;
        }
    }

    private static void WritePart(Utf8JsonWriter writer, JsonElement part)
    {
        if (part.ValueKind != JsonValueKind.Object)
        {
            part.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (JsonProperty property in part.EnumerateObject())
        {
            writer.WritePropertyName(property.Name);
            if (property.NameEquals("text"u8) && property.Value.ValueKind == JsonValueKind.String)
            {
                writer.WriteStringValue(EnvelopeRemoval.Shown(property.Value.GetString()!));
            }
            else
            {
                property.Value.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }
}
