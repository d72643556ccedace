using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Json;

/// <summary>Reads whole numbers the way JavaScript clients may write them: <c>1</c>, <c>1.0</c>, <c>1e3</c>.</summary>
/// <remarks>What is beyond 2^53−1 either way, JavaScript's largest exact integer, is read as that limit.</remarks>
public sealed class WholeNumberConverter : JsonConverter<long>
{
    private const long LargestExact = 9_007_199_254_740_991;

    /// <inheritdoc />
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            throw new JsonException("must be integer");
        }

        if (reader.TryGetInt64(out var exact))
        {
            return Math.Clamp(exact, -LargestExact, LargestExact);
        }

        var number = reader.GetDouble();
        return Math.Floor(number) == number
            ? (long)Math.Clamp(number, -LargestExact, LargestExact)
            : throw new JsonException("must be integer");
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
