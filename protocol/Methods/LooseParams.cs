using System.Text.Json;

namespace Moltbot.Protocol.Methods;

/// <summary>Reads keys leniently: what is not there or of another type is left out.</summary>
internal static class LooseParams
{
    internal static string? Text(this JsonElement element, ReadOnlySpan<byte> key) =>
        Find(element, key) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    internal static bool IsTrue(this JsonElement element, ReadOnlySpan<byte> key) =>
        Find(element, key) is { ValueKind: JsonValueKind.True };

    internal static bool? Flag(this JsonElement element, ReadOnlySpan<byte> key) => Find(element, key) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => null,
    };

    internal static double? Number(this JsonElement element, ReadOnlySpan<byte> key) =>
        Find(element, key) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : null;

    /// <summary>A list of texts; a list that holds anything else counts as left out.</summary>
    internal static IReadOnlyList<string>? Texts(this JsonElement element, ReadOnlySpan<byte> key)
    {
        if (Find(element, key) is not { ValueKind: JsonValueKind.Array } list)
        {
            return null;
        }

        var texts = new List<string>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind is not JsonValueKind.String)
            {
                return null;
            }

            texts.Add(item.GetString()!);
        }

        return texts;
    }

    private static JsonElement? Find(JsonElement element, ReadOnlySpan<byte> key) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(key, out var value) ? value : null;
}
