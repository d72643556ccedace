using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Moltbot.Gateway.Channels.Discord.Inbound;

/// <summary>Reads what an event tells.</summary>
internal static class EventJson
{
    /// <summary>The data; null when it has another shape. Never throws for what it holds.</summary>
    public static T? Read<T>(JsonElement data, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return data.ValueKind == JsonValueKind.Object ? data.Deserialize(type) : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text that is not valid UTF-16 (a lone surrogate escape).
            return null;
        }
    }

    /// <summary>A property's text; null when it has none. Never throws for what it holds.</summary>
    public static string? Text(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) ? Text(value) : null;

    /// <summary>A text; null when it is none. Never throws for what it holds.</summary>
    public static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
