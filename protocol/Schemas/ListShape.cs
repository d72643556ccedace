using System.Text.Json;

namespace Moltbot.Protocol.Schemas;

internal sealed class ListShape(Shape item, int minItems, int maxItems) : Shape
{
    internal override bool Accepts(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            return false;
        }

        var count = 0;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (!item.Accepts(ref reader))
            {
                return false;
            }

            count++;
        }

        return count >= minItems && count <= maxItems;
    }

    internal override void Explain(JsonElement value, string path, List<ValidationError> errors)
    {
        if (value.ValueKind is not JsonValueKind.Array)
        {
            errors.Add(new ValidationError(path, "must be array"));
            return;
        }

        var count = value.GetArrayLength();
        if (count > maxItems)
        {
            errors.Add(new ValidationError(path, $"must NOT have more than {maxItems} items"));
        }

        if (count < minItems)
        {
            errors.Add(new ValidationError(path, $"must NOT have fewer than {minItems} items"));
        }

        var index = 0;
        foreach (var element in value.EnumerateArray())
        {
            item.Explain(element, $"{path}/{index++}", errors);
        }
    }
}
