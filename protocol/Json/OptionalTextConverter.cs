using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Json;

/// <summary>Tells a <c>null</c> from a key left out.</summary>
public sealed class OptionalTextConverter : JsonConverter<OptionalText>
{
    /// <inheritdoc />
    public override bool HandleNull => true;

    /// <inheritdoc />
    public override OptionalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        OptionalText.Of(reader.GetString());

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, OptionalText value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
