using System.Text.Json;

namespace Moltbot.Protocol.Schemas;

/// <summary>A text whose length is counted in code points, as Ajv counts.</summary>
internal sealed class TextShape(int minLength, int maxLength) : Shape
{
    internal override bool Accepts(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.String)
        {
            return false;
        }

        if (maxLength == int.MaxValue && minLength <= 1)
        {
            return reader.ValueSpan.Length >= minLength;
        }

        var length = CountCodePoints(reader.GetString()!);
        return length >= minLength && length <= maxLength;
    }

    internal override void Explain(JsonElement value, string path, List<ValidationError> errors)
    {
        if (value.ValueKind is not JsonValueKind.String)
        {
            errors.Add(new ValidationError(path, "must be string"));
            return;
        }

        var length = CountCodePoints(value.GetString()!);
        if (length > maxLength)
        {
            errors.Add(new ValidationError(path, $"must NOT have more than {maxLength} characters"));
        }

        if (length < minLength)
        {
            errors.Add(new ValidationError(path, $"must NOT have fewer than {minLength} characters"));
        }
    }

    private static int CountCodePoints(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
