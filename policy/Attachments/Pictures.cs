using Moltbot.Policy.Devices;

namespace Moltbot.Policy.Attachments;

/// <summary>The pictures that a tool shows to models: what they are by their bytes, and how large. What they say that they are counts for nothing.</summary>
public static class Pictures
{
    /// <summary>The largest, in bytes.</summary>
    public const int MaxBytes = ChatAttachments.DefaultMaxBytes;

    /// <summary>The kinds, for a refusal.</summary>
    public const string Kinds = "PNG, JPEG, GIF or WebP";

    /// <summary>The MIME type that the first bytes say; null for what is none of <see cref="Kinds"/>, such as SVG, which can hold scripts.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> head) =>
        MimeSniffer.Sniff(head) is { } type and ("image/png" or "image/jpeg" or "image/gif" or "image/webp") ? type : null;

    /// <summary>The bytes of a data URI.</summary>
    /// <exception cref="FormatException">It is no base64, empty, too large or no picture; the message says which.</exception>
    public static byte[] Decode(string dataUri) =>
        ChatAttachments.Images([new ChatAttachment("image", null, null, dataUri)], MaxBytes) is [var image] && LenientBase64.Decode(image.Data) is var bytes && TypeOf(bytes) is not null
            ? bytes
            : throw new FormatException($"it is no {Kinds}");
}
