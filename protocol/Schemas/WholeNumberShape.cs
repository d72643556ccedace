using System.Text.Json;

namespace Moltbot.Protocol.Schemas;

/// <summary>A whole number as JavaScript knows it: <c>1.0</c> and <c>1e3</c> are whole, infinity is not.</summary>
internal sealed class WholeNumberShape(long? minimum, long? maximum) : Shape
{
    internal override bool Accepts(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.Number)
        {
            return false;
        }

        if (reader.TryGetInt64(out var exact))
        {
            return (minimum is null || exact >= minimum) && (maximum is null || exact <= maximum);
        }

        return reader.TryGetDouble(out var number) && IsWhole(number) && !IsBelow(number) && !IsAbove(number);
    }

    internal override void Explain(JsonElement value, string path, List<ValidationError> errors)
    {
        if (value.ValueKind is not JsonValueKind.Number || !value.TryGetDouble(out var number))
        {
            errors.Add(new ValidationError(path, "must be integer"));
            return;
        }

        // Ajv judges type and bounds apart, so 0.5 is both not whole and below 1.
        if (!IsWhole(number))
        {
            errors.Add(new ValidationError(path, "must be integer"));
        }

        if (IsAbove(number))
        {
            errors.Add(new ValidationError(path, $"must be <= {maximum}"));
        }

        if (IsBelow(number))
        {
            errors.Add(new ValidationError(path, $"must be >= {minimum}"));
        }
    }

    private static bool IsWhole(double number) => double.IsFinite(number) && Math.Floor(number) == number;

    private bool IsBelow(double number) => minimum is { } least && number < least;

    private bool IsAbove(double number) => maximum is { } most && number > most;
}
