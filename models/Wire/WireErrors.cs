using System.Text.Json;

namespace Moltbot.Models.Wire;

/// <summary>Reads <c>{code, type, message}</c> of a failure inside a stream.</summary>
internal static class WireErrors
{
    public static WireErrorException From(JsonElement error) => error.ValueKind == JsonValueKind.String
        ? new WireErrorException(null, error.GetString())
        : new WireErrorException(Text(error, "code"u8) ?? Text(error, "type"u8), Text(error, "message"u8));

    private static string? Text(JsonElement error, ReadOnlySpan<byte> name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
