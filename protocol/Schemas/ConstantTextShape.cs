using System.Text;
using System.Text.Json;

namespace Moltbot.Protocol.Schemas;

internal sealed class ConstantTextShape(string constant) : Shape
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(constant);

    internal override bool Accepts(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String && reader.ValueTextEquals(_utf8);

    internal override void Explain(JsonElement value, string path, List<ValidationError> errors)
    {
        if (value.ValueKind is not JsonValueKind.String)
        {
            errors.Add(new ValidationError(path, "must be string"));
            errors.Add(new ValidationError(path, "must be equal to constant"));
        }
        else if (!value.ValueEquals(_utf8))
        {
            errors.Add(new ValidationError(path, "must be equal to constant"));
        }
    }
}
