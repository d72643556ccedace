using System.Text.Json;
using Moltbot.Gateway.Channels.Inbound;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.Policy.Envelopes;

namespace Moltbot.Gateway.Channels.Telegram.Inbound;

/// <summary>Puts a location or venue into words.</summary>
internal static class PlaceReader
{
    /// <summary>The line; null when the message names no place.</summary>
    public static string? Read(Message message)
    {
        var venue = Object(message.Venue);
        var point = venue is { } named ? Object(Member(named, "location")) : Object(message.Location);
        if (point is not { } place || Number(place, "latitude") is not { } latitude || Number(place, "longitude") is not { } longitude)
        {
            return null;
        }

        return new LocationText(latitude, longitude)
        {
            Accuracy = Number(place, "horizontal_accuracy"),
            Name = venue is { } shop ? ForeignText.Label(Text(shop, "title")) : null,
            Address = venue is { } at ? ForeignText.Label(Text(at, "address")) : null,
            IsLive = venue is null && Number(place, "live_period") is > 0,
        }.ToString();
    }

    private static JsonElement? Object(JsonElement? element) => element is { ValueKind: JsonValueKind.Object } ? element : null;

    private static JsonElement? Member(JsonElement owner, string name) => owner.TryGetProperty(name, out var member) ? member : null;

    private static double? Number(JsonElement owner, string name) =>
        Member(owner, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) && double.IsFinite(value) ? value : null;

    private static string? Text(JsonElement owner, string name)
    {
        try
        {
            return Member(owner, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // A text that is not valid UTF-16 (a lone surrogate escape).
            return null;
        }
    }
}
