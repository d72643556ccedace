using System.Text.Json;

namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>
/// One element of getUpdates' answer or one webhook body. Each is read by itself, so that one that cannot be understood
/// neither hides its neighbours nor is delivered for ever.
/// </summary>
/// <param name="UpdateId">The id to confirm; null when even that was unreadable.</param>
/// <param name="Update">The update; null when it was unreadable.</param>
public sealed record RawUpdate(long? UpdateId, Update? Update)
{
    /// <summary>Reads one update; never throws for what it holds.</summary>
    public static RawUpdate Read(JsonElement element)
    {
        long? id = element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty("update_id", out var property)
            && property.ValueKind == JsonValueKind.Number
            && property.TryGetInt64(out var number) && number is >= 0 and < long.MaxValue
                ? number
                : null;
        if (id is null)
        {
            return new RawUpdate(null, null);
        }

        try
        {
            return new RawUpdate(id, element.Deserialize(TelegramJson.Default.Update));
        }
        catch (JsonException)
        {
            return new RawUpdate(id, null);
        }
        catch (InvalidOperationException)
        {
            // A text that is not valid UTF-16 (a lone surrogate escape).
            return new RawUpdate(id, null);
        }
    }
}
