using System.Runtime.InteropServices;
using System.Text.Json;

namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>One frame as it came.</summary>
/// <param name="Op">What it is; -1 when it could not be read.</param>
/// <param name="Sequence">Of an event: its number in the session.</param>
/// <param name="Type">Of an event: its name, <see cref="EventTypes.Other"/> for one that means nothing here.</param>
/// <param name="Json">The rest, valid JSON of its own; empty when there is none, or it is of no use.</param>
internal sealed record GatewayFrame(int Op, long? Sequence, string? Type, ReadOnlyMemory<byte> Json)
{
    public static readonly GatewayFrame Unreadable = new(-1, null, null, default);

    /// <summary>The rest; undefined when there is none, or it is of no use.</summary>
    public JsonElement Data => Parse(Json);

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
            var type = root.TryGetProperty("t", out var t) && t.ValueKind == JsonValueKind.String ? EventTypes.Known(t.GetString()!) : null;
            var isOfUse = code != GatewayOp.Dispatch || EventTypes.IsRead(type);
            return new GatewayFrame(code, sequence, type, isOfUse && root.TryGetProperty("d", out var data) ? JsonMarshal.GetRawUtf8Value(data).ToArray() : default);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return Unreadable;
        }
    }

    /// <summary>Reads what was part of a frame.</summary>
    public static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
        {
            return default;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
