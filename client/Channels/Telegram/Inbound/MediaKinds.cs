using System.Text.Json;
using Moltbot.Gateway.Channels.Telegram.Api;

namespace Moltbot.Gateway.Channels.Telegram.Inbound;

/// <summary>What a message brings beside its text.</summary>
internal static class MediaKinds
{
    public static string[] Of(Message message)
    {
        // An animation is also sent as a document, for old clients.
        (string Name, JsonElement? Value)[] parts =
        [
            ("photo", message.Photo), ("video", message.Video), ("video_note", message.VideoNote), ("animation", message.Animation),
            ("voice", message.Voice), ("audio", message.Audio), ("document", message.Animation is null ? message.Document : null),
            ("sticker", message.Sticker), ("location", message.Location), ("contact", message.Contact),
        ];
        return [.. parts.Where(part => part.Value is { ValueKind: JsonValueKind.Object or JsonValueKind.Array }).Select(part => part.Name)];
    }
}
