using System.Text.Json;

namespace Moltbot.Models.Wire;

/// <summary>Reads texts that may hold anything.</summary>
internal static class JsonTexts
{
    /// <summary>The text of a member; null when it is missing, no text, or not valid Unicode.</summary>
    public static string? Text(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out var value) ? value.Text() : null;

    /// <summary>The text; null when it is none, or not valid Unicode.</summary>
    public static string? Text(this JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
