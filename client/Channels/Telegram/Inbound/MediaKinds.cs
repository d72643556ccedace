using System.Text.Json;
using Moltbot.Gateway.Channels.Telegram.Api;

namespace Moltbot.Gateway.Channels.Telegram.Inbound;

/// <summary>What a message brings beside its text, in the words of the original's placeholders (<c>&lt;media:image&gt;</c>).</summary>
internal static class MediaKinds
{
    public static string[] Of(Message message)
    {
        (string Name, JsonElement? Value)[] parts =
        [
            ("image", message.Photo), ("video", message.Video), ("video", message.VideoNote), ("video", message.Animation),
            ("audio", message.Voice), ("audio", message.Audio),

            // An animation is also sent as a document, for old clients.
            ("document", message.Animation is null ? message.Document : null),
            ("sticker", message.Sticker), ("contact", message.Contact), ("poll", message.Poll), ("dice", message.Dice), ("story", message.Story),
        ];
        return [.. parts.Where(static part => part.Value is { ValueKind: JsonValueKind.Object or JsonValueKind.Array }).Select(static part => part.Name).Distinct()];
    }
}
