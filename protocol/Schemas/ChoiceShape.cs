using System.Text.Json;

namespace Moltbot.Protocol.Schemas;

/// <summary>Any of several shapes, tried in order.</summary>
internal sealed class ChoiceShape(Shape[] options) : Shape
{
    internal Shape[] Options { get; } = options;

    internal override bool Accepts(ref Utf8JsonReader reader)
    {
        foreach (var option in Options)
        {
            var attempt = reader;
            if (option.Accepts(ref attempt))
            {
                reader = attempt;
                return true;
            }
        }

        return false;
    }

    internal override void Explain(JsonElement value, string path, List<ValidationError> errors)
    {
        var before = errors.Count;
        foreach (var option in Options)
        {
            var already = errors.Count;
            option.Explain(value, path, errors);
            if (errors.Count == already)
            {
                errors.RemoveRange(before, already - before);
                return;
            }
        }

        errors.Add(new ValidationError(path, "must match a schema in anyOf"));
    }
}
