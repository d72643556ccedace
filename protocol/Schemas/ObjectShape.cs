using System.Text;
using System.Text.Json;

namespace Moltbot.Protocol.Schemas;

/// <summary>An object with known keys; others are refused unless it is open.</summary>
/// <remarks>
/// A key given twice is refused: two readers of one text may disagree on which counts, and no JSON writer writes that.
/// Reasons come in Ajv's order: what is missing, what is too much, then the values in the order the shape names them.
/// </remarks>
internal sealed class ObjectShape : Shape
{
    private readonly Property[] _properties;
    private readonly ulong _required;
    private readonly bool _open;

    internal ObjectShape(ReadOnlySpan<(string Key, Shape Shape)> properties, bool open)
    {
        if (properties.Length > 64)
        {
            throw new ArgumentException("a shape has at most 64 keys", nameof(properties));
        }

        _open = open;
        _properties = new Property[properties.Length];
        for (var i = 0; i < properties.Length; i++)
        {
            var (key, shape) = properties[i];
            var optional = key.EndsWith('?');
            var name = optional ? key[..^1] : key;
            _properties[i] = new Property(name, Encoding.UTF8.GetBytes(name), shape);
            _required |= optional ? 0 : 1UL << i;
        }
    }

    internal override bool Accepts(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            return false;
        }

        var seen = 0UL;
        var next = 0;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            var index = Find(ref reader, next);
            if (index < 0)
            {
                if (!_open || !reader.Read())
                {
                    return false;
                }

                reader.Skip();
                continue;
            }

            if ((seen & (1UL << index)) != 0 || !reader.Read() || !_properties[index].Shape.Accepts(ref reader))
            {
                return false;
            }

            seen |= 1UL << index;
            next = index + 1;
        }

        return (seen & _required) == _required;
    }

    internal override void Explain(JsonElement value, string path, List<ValidationError> errors)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            errors.Add(new ValidationError(path, "must be object"));
            return;
        }

        var found = new JsonElement?[_properties.Length];
        var surplus = new List<ValidationError>();
        foreach (var property in value.EnumerateObject())
        {
            var index = Array.FindIndex(_properties, known => property.NameEquals(known.Utf8));
            if (index < 0)
            {
                if (!_open)
                {
                    surplus.Add(new ValidationError(path, "must NOT have additional properties", property.Name));
                }
            }
            else if (found[index] is null)
            {
                found[index] = property.Value;
            }
            else
            {
                surplus.Add(new ValidationError(path, $"duplicate property '{property.Name}'"));
            }
        }

        for (var i = 0; i < _properties.Length; i++)
        {
            if (found[i] is null && (_required & (1UL << i)) != 0)
            {
                errors.Add(new ValidationError(path, $"must have required property '{_properties[i].Name}'"));
            }
        }

        errors.AddRange(surplus);
        for (var i = 0; i < _properties.Length; i++)
        {
            if (found[i] is { } element)
            {
                _properties[i].Shape.Explain(element, JsonPointer.Append(path, _properties[i].Name), errors);
            }
        }
    }

    // Most clients write keys in the order of the shape, so the search starts where the last one ended.
    private int Find(ref Utf8JsonReader reader, int start)
    {
        for (var i = 0; i < _properties.Length; i++)
        {
            var index = start + i < _properties.Length ? start + i : start + i - _properties.Length;
            if (reader.ValueTextEquals(_properties[index].Utf8))
            {
                return index;
            }
        }

        return -1;
    }

    private readonly record struct Property(string Name, byte[] Utf8, Shape Shape);
}
