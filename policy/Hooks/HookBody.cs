using System.Text.Json;

namespace Moltbot.Policy.Hooks;

/// <summary>Reads the body of a hook, leniently as its callers differ.</summary>
internal static class HookBody
{
    /// <summary>A member; null when it is missing or null.</summary>
    public static JsonElement? Get(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A text without outer white space; null when it is missing, blank or something else.</summary>
    public static string? Text(JsonElement body, string name) =>
        Get(body, name) is { ValueKind: JsonValueKind.String } value && value.GetString()!.Trim() is { Length: > 0 } text ? text : null;
}
