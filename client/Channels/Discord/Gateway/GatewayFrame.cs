using System.Text.Json;

namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>One frame as it came.</summary>
/// <param name="Op">What it is; -1 when it could not be read.</param>
/// <param name="Sequence">Of an event: its number in the session.</param>
/// <param name="Type">Of an event: its name.</param>
/// <param name="Data">The rest; undefined when there is none.</param>
internal sealed record GatewayFrame(int Op, long? Sequence, string? Type, JsonElement Data)
{
    public static readonly GatewayFrame Unreadable = new(-1, null, null, default);

    /// <summary>Reads a frame; never throws for what it holds.</summary>
    public static GatewayFrame Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("op", out var op) || !op.TryGetInt32(out var code))
            {
                return Unreadable;
            }

            long? sequence = root.TryGetProperty("s", out var s) && s.ValueKind == JsonValueKind.Number && s.TryGetInt64(out var number) && number >= 0 ? number : null;
            var type = root.TryGetProperty("t", out var t) && t.ValueKind == JsonValueKind.String ? t.GetString() : null;
            return new GatewayFrame(code, sequence, type, root.TryGetProperty("d", out var data) ? data.Clone() : default);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return Unreadable;
        }
    }
}
