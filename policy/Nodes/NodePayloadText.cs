using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Moltbot.Policy.Attachments;
using Moltbot.Policy.Devices;

namespace Moltbot.Policy.Nodes;

/// <summary>What a node answered, as a model is told it: its JSON on one line, and of pictures and other bytes in it only what they are and how many.</summary>
public static class NodePayloadText
{
    /// <summary>Shorter texts are told, whatever they look like. Arbitrary: longer than ids and hashes are.</summary>
    private const int ShortestBytes = 256;

    private const int SniffedCharacters = 64;

    private static readonly SearchValues<char> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=\r\n");

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text; what is no JSON is told as it is.</summary>
    /// <param name="json">The payload; null for none.</param>
    public static string Of(string? json)
    {
        if (json is null)
        {
            return "";
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            var told = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(told, Plain))
            {
                Write(writer, document.RootElement);
            }

            return Encoding.UTF8.GetString(told.WrittenSpan);
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            // No JSON, or half a character in it.
            return Told(json);
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(Told(member.Name));
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var entry in value.EnumerateArray())
                {
                    Write(writer, entry);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Told(value.GetString()!));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static string Told(string text)
    {
        const string Marker = ";base64,";
        var at = text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? text.IndexOf(Marker, StringComparison.OrdinalIgnoreCase) : -1;
        var data = at < 0 ? text.AsSpan() : text.AsSpan(at + Marker.Length);
        if (data.Length < ShortestBytes || data.ContainsAnyExcept(Base64))
        {
            return text;
        }

        var characters = data.Length - data.Count('\r') - data.Count('\n') - data.Count('=');
        var head = LenientBase64.Decode(data[..SniffedCharacters].ToString());
        return string.Create(CultureInfo.InvariantCulture, $"[{MimeSniffer.Sniff(head) ?? "bytes"}, {(long)characters * 3 / 4} bytes]");
    }
}
