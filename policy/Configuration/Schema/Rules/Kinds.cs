using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Schema.Rules;

/// <summary>Kinds of values by the names people know from the original's messages.</summary>
internal static class Kinds
{
    public static string Of(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "boolean",
    };

    public static string? Text(JsonNode? value) =>
        value is JsonValue text && text.GetValueKind() == JsonValueKind.String ? text.GetValue<string>() : null;

    public static bool? Flag(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static double? Number(JsonNode? value)
    {
        if (value is not JsonValue number || number.GetValueKind() != JsonValueKind.Number)
            return null;
        if (number.TryGetValue<double>(out var real))
            return real;
        if (number.TryGetValue<long>(out var whole))
            return whole;
        return number.TryGetValue<int>(out var small) ? small : (double)number.GetValue<decimal>();
    }

    /// <summary>A string or number as text, as the original turns list entries into text.</summary>
    public static string? Id(JsonNode? value) => Text(value) ?? (Number(value) is null ? null : value!.ToJsonString());
}
