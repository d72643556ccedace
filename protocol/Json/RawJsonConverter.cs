using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Json;

/// <summary>Copies a value's text on reading and splices it on writing.</summary>
public sealed class RawJsonConverter : JsonConverter<RawJson>
{
    /// <summary>A JSON <c>null</c> is a value here, not a missing one.</summary>
    public override bool HandleNull => true;

    /// <inheritdoc />
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new RawJson(JsonMarshal.GetRawUtf8Value(document.RootElement).ToArray());
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options)
    {
        if (value.IsPresent)
        {
            writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
