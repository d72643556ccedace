using System.Text.Json;

namespace Moltbot.Protocol.Schemas;

internal sealed class NullShape : Shape
{
    internal override bool Accepts(ref Utf8JsonReader reader) => reader.TokenType is JsonTokenType.Null;

    internal override void Explain(JsonElement value, string path, List<ValidationError> errors)
    {
        if (value.ValueKind is not JsonValueKind.Null)
        {
            errors.Add(new ValidationError(path, "must be null"));
        }
    }
}
