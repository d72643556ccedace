using System.Text.Json;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Chat;

/// <content>Reading what clients send.</content>
public sealed partial record ChatAttachment
{
    /// <summary>Reads one attachment; null for what is no object. Keys of another type count as left out.</summary>
    public static ChatAttachment? TryRead(RawJson json)
    {
        var element = json.ToElement();
        return element.ValueKind is not JsonValueKind.Object
            ? null
            : new ChatAttachment
            {
                Type = element.Text("type"u8),
                MimeType = element.Text("mimeType"u8),
                FileName = element.Text("fileName"u8),
                Content = element.Text("content"u8),
            };
    }
}
