using System.Text.Json;
using Moltbot.Gateway.Channels.Inbound;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Attachments;

namespace Moltbot.Gateway.Channels.Telegram.Inbound;

/// <summary>The pictures that a message brings: a photo, or a file that calls itself one. What they are is judged when they are there.</summary>
internal static class MessagePictures
{
    private const int MaxFileId = 512;

    /// <summary>What can be loaded; nothing for what cannot be read. Never throws for what the message holds.</summary>
    public static IReadOnlyList<OfferedPicture> Of(Message message) =>
        message.Photo is { ValueKind: JsonValueKind.Array } sizes ? Offered(LargestOf(sizes), null)
        : message is { Animation: null, Document: { ValueKind: JsonValueKind.Object } file } && Text(file, "mime_type") is "image/png" or "image/jpeg" or "image/gif" or "image/webp"
            ? Offered(message.Document.Value, Text(message.Document.Value, "file_name"))
        : [];

    /// <summary>Telegram keeps a photo in several sizes, the largest last: that one of those that may be taken, otherwise the smallest.</summary>
    private static JsonElement? LargestOf(JsonElement sizes)
    {
        var known = sizes.EnumerateArray().Where(static size => size.ValueKind == JsonValueKind.Object).ToList();
        return known.Count == 0 ? null : known.FindLast(static size => (BytesOf(size) ?? 0) <= Pictures.MaxBytes) is { ValueKind: JsonValueKind.Object } fitting ? fitting : known[0];
    }

    private static IReadOnlyList<OfferedPicture> Offered(JsonElement? file, string? name) =>
        file is { } told && Text(told, "file_id") is { Length: > 0 and <= MaxFileId } id
            ? [new OfferedPicture { Reference = id, Bytes = BytesOf(told), Name = ForeignText.Label(name) }]
            : [];

    private static long? BytesOf(JsonElement file) =>
        file.TryGetProperty("file_size", out var size) && size.ValueKind == JsonValueKind.Number && size.TryGetInt64(out var bytes) && bytes >= 0 ? bytes : null;

    private static string? Text(JsonElement file, string name)
    {
        try
        {
            return file.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // A text that is not valid UTF-16 (a lone surrogate escape).
            return null;
        }
    }
}
