using System.Buffers;
using System.Text.RegularExpressions;
using Moltbot.Policy.Values;

namespace Moltbot.Policy.Attachments;

/// <summary>
/// Picks the images out of a message's attachments (protocol.md §5.3). Everything else is left out in silence, as clients expect.
/// Nothing is decoded here, but what is returned can be.
/// </summary>
public static partial class ChatAttachments
{
    /// <summary>The largest image, in bytes.</summary>
    public const int DefaultMaxBytes = 5_000_000;

    private const int SniffedCharacters = 344;
    private const int MaxName = 200;
    private static readonly SearchValues<char> Base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

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
        var name = Named(attachment.FileName);
        var label = name ?? Named(attachment.Type) ?? fallbackLabel;
        var data = WithoutDataUrl((attachment.Content
            ?? throw new FormatException($"attachment {label}: content must be base64 string")).Trim());
        if (data.Length % 4 != 0)
        {
            throw new FormatException($"attachment {label}: invalid base64 content");
        }

        // The size is known from the length: nothing large is looked at only to be refused.
        var padding = data.EndsWith("==", StringComparison.Ordinal) ? 2 : data.EndsWith('=') ? 1 : 0;
        var size = (data.Length / 4 * 3) - padding;
        if (size <= 0 || size > maxBytes)
        {
            throw new FormatException($"attachment {label}: exceeds size limit ({size} > {maxBytes} bytes)");
        }

        if (data.AsSpan()[..^padding].ContainsAnyExcept(Base64))
        {
            throw new FormatException($"attachment {label}: invalid base64 content");
        }

        var sniffed = MimeSniffer.Sniff(Devices.LenientBase64.Decode(data[..Math.Min(data.Length, SniffedCharacters)]));
        var actual = sniffed ?? Claimed(attachment.MimeType);
        return actual is not null && actual.StartsWith("image/", StringComparison.Ordinal) ? new ChatImage(data, actual, name) : null;
    }

    /// <summary>The type a client claims, where the bytes tell nothing; only an image's, and none that can hold scripts.</summary>
    private static string? Claimed(string? mimeType)
    {
        var type = (mimeType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return ImageMimeType().IsMatch(type) && type != "image/svg+xml" ? type : null;
    }

    private static string WithoutDataUrl(string content)
    {
        const string Marker = ";base64,";
        var at = content.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            ? content.IndexOf(Marker, StringComparison.OrdinalIgnoreCase)
            : -1;
        return at < 0 ? content : content[(at + Marker.Length)..].Trim();
    }

    private static string? Named(string? name)
    {
        var cleaned = string.Concat((name ?? "").Where(c => !char.IsControl(c))).Trim();
        return cleaned.Length == 0 ? null : TextPrefix.Of(cleaned, MaxName);
    }

    [GeneratedRegex(@"\Aimage/[a-z0-9][a-z0-9.+-]{0,62}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ImageMimeType();
}
