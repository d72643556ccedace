using System.Text.Json;

namespace Moltbot.Protocol.Schemas;

internal sealed class ConstantNumberShape(int constant) : Shape
{
    internal override bool Accepts(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.Number && reader.TryGetDouble(out var number) && number == constant;

    internal override void Explain(JsonElement value, string path, List<ValidationError> errors)
    {
        if (value.ValueKind is not JsonValueKind.Number)
        {
            errors.Add(new ValidationError(path, "must be number"));
            errors.Add(new ValidationError(path, "must be equal to constant"));
        }
        else if (!value.TryGetDouble(out var number) || number != constant)
        {
            errors.Add(new ValidationError(path, "must be equal to constant"));
        }
    }
}
