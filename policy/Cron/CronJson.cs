using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Policy.Cron;

/// <summary>JSON that may be written to.</summary>
internal static class CronJson
{
    /// <summary>A copy of an object; of a key that stands in it twice the last one counts.</summary>
    public static JsonObject Copy(JsonElement element)
    {
        var copy = new JsonObject();
        foreach (var property in element.EnumerateObject())
        {
            copy[property.Name] = property.Value.ValueKind switch
            {
                JsonValueKind.Object => Copy(property.Value),
                JsonValueKind.Null => null,
                JsonValueKind.Array => JsonArray.Create(property.Value.Clone()),
                _ => JsonValue.Create(property.Value.Clone()),
            };
        }

        return copy;
    }

    /// <summary>A text without outer white space; null when it is missing, blank or something else.</summary>
    public static string? Text(this JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString()!.Trim() is { Length: > 0 } text
            ? text
            : null;

    /// <summary>A yes or no; null when it is missing or something else.</summary>
    public static bool? Flag(this JsonElement holder, string name) =>
        holder.ValueKind != JsonValueKind.Object || !holder.TryGetProperty(name, out var value) ? null : value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    /// <summary>A number; null when it is missing or something else.</summary>
    public static double? Number(this JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : null;

    /// <summary>A member; null when it is missing.</summary>
    public static JsonElement? Member(this JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) ? value : null;
}
