using System.Text.Json;

namespace Moltbot.Protocol.Schemas;

internal sealed class FlagShape : Shape
{
    internal override bool Accepts(ref Utf8JsonReader reader) => reader.TokenType is JsonTokenType.True or JsonTokenType.False;

    internal override void Explain(JsonElement value, string path, List<ValidationError> errors)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            errors.Add(new ValidationError(path, "must be boolean"));
        }
    }
}
