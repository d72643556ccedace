using System.Text;
using System.Text.Json;

namespace Moltbot.Gateway.Methods.Chat;

/// <summary>The words of a message of a transcript.</summary>
internal static class MessageText
{
    /// <summary>All text parts, one a line; empty when there are none.</summary>
    public static string Of(ReadOnlyMemory<byte> messageJson)
    {
        using JsonDocument document = JsonDocument.Parse(messageJson);
        JsonElement message = document.RootElement;
        if (message.ValueKind != JsonValueKind.Object)
        {
            return "";
        }

        if (!message.TryGetProperty("content"u8, out JsonElement content))
        {
            return message.TryGetProperty("text"u8, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
        }

        if (content.ValueKind == JsonValueKind.String)
        {
            return content.GetString()!;
        }

        var words = new StringBuilder();
        if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement part in content.EnumerateArray())
            {
                if (part.ValueKind == JsonValueKind.Object
                    && part.TryGetProperty("text"u8, out JsonElement text)
                    && text.ValueKind == JsonValueKind.String)
                {
                    words.Append(words.Length > 0 ? "\n" : "").Append(text.GetString());
                }
            }
        }

        return words.ToString();
    }
}
