using System.Text.Json;

namespace Moltbot.Protocol.Schemas;

internal sealed class MapShape(Shape values) : Shape
{
    internal override bool Accepts(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            if (!reader.Read() || !values.Accepts(ref reader))
            {
                return false;
            }
        }

        return true;
    }

    internal override void Explain(JsonElement value, string path, List<ValidationError> errors)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            errors.Add(new ValidationError(path, "must be object"));
            return;
        }

        foreach (var property in value.EnumerateObject())
        {
            values.Explain(property.Value, JsonPointer.Append(path, property.Name), errors);
        }
    }
}
