using System.Buffers;

namespace Moltbot.Policy.Attachments;

/// <summary>Picks the images out of a message's attachments (protocol.md §5.3). Everything else is left out in silence, as clients expect.</summary>
public static class ChatAttachments
{
    /// <summary>The largest image, in bytes.</summary>
    public const int DefaultMaxBytes = 5_000_000;

    private const int SniffedCharacters = 344;
    private static readonly SearchValues<char> Base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

    /// <exception cref="FormatException">An attachment is no base64, empty or too large; the message names it.</exception>
    public static IReadOnlyList<ChatImage> Images(IReadOnlyList<ChatAttachment?> attachments, int maxBytes = DefaultMaxBytes)
    {
        var images = new List<ChatImage>();
        for (var i = 0; i < attachments.Count; i++)
        {
            if (attachments[i] is { } attachment && Read(attachment, $"attachment-{i + 1}", maxBytes) is { } image)
            {
                images.Add(image);
            }
        }

        return images;
    }

    private static ChatImage? Read(ChatAttachment attachment, string fallbackLabel, int maxBytes)
    {
        var label = First(attachment.FileName, attachment.Type) ?? fallbackLabel;
        var data = WithoutDataUrl((attachment.Content
            ?? throw new FormatException($"attachment {label}: content must be base64 string")).Trim());
        if (data.Length % 4 != 0 || data.AsSpan().ContainsAnyExcept(Base64))
        {
            throw new FormatException($"attachment {label}: invalid base64 content");
        }

        // The size is known from the length: nothing large is decoded only to be refused.
        var size = (data.Length / 4 * 3) - data.AsSpan()[^Math.Min(2, data.Length)..].Count('=');
        if (size <= 0 || size > maxBytes)
        {
            throw new FormatException($"attachment {label}: exceeds size limit ({size} > {maxBytes} bytes)");
        }

        var claimed = attachment.MimeType?.Split(';')[0].Trim().ToLowerInvariant() is { Length: > 0 } mime ? mime : null;
        var actual = MimeSniffer.Sniff(Devices.LenientBase64.Decode(data[..Math.Min(data.Length, SniffedCharacters)])) ?? claimed;
        return actual is not null && actual.StartsWith("image/", StringComparison.Ordinal) ? new ChatImage(data, actual) : null;
    }

    private static string WithoutDataUrl(string content)
    {
        const string Marker = ";base64,";
        var at = content.StartsWith("data:", StringComparison.Ordinal) ? content.IndexOf(Marker, StringComparison.Ordinal) : -1;
        return at < 0 ? content : content[(at + Marker.Length)..];
    }

    private static string? First(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrEmpty(text))
            {
                return text;
            }
        }

        return null;
    }
}
