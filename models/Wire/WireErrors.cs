using System.Text.Json;

namespace Moltbot.Models.Wire;

/// <summary>Reads <c>{code, type, message}</c> of a failure inside a stream.</summary>
internal static class WireErrors
{
    public static WireErrorException From(JsonElement error) => error.ValueKind == JsonValueKind.String
        ? new WireErrorException(null, error.Text())
        : new WireErrorException(error.Text("code"u8) ?? error.Text("type"u8), error.Text("message"u8));
}
