using System.Text.Json;

namespace Moltbot.Models.Wire;

/// <summary>Finds an event's <c>type</c> without reading the rest, so that unknown events cost nothing and cannot fail.</summary>
internal static class EventType
{
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The event is not a JSON object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType)
            {
                return reader is { TokenType: JsonTokenType.String, ValueIsEscaped: false } ? reader.ValueSpan : default;
            }

            reader.Skip();
        }

        return default;
    }
}
