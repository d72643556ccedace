using System.Text.Json;

namespace Moltbot.Gateway.Http.Runs;

/// <summary>Reads request bodies leniently, as the clients of these endpoints differ.</summary>
internal static class RequestJson
{
    /// <summary>A member's text; null when it is missing or something else.</summary>
    public static string? Text(JsonElement owner, ReadOnlySpan<byte> name) =>
        owner.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
