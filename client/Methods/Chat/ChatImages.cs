using System.Text.RegularExpressions;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Limits;
using Moltbot.Protocol.Methods.Chat;

namespace Moltbot.Gateway.Methods.Chat;

/// <summary>
/// Takes the images out of attachments as clients send them. Nothing is decoded before its size is known to be allowed (B4);
/// what is no image is dropped without a word, as the original does.
/// </summary>
internal static partial class ChatImages
{
    /// <summary>The images, or what is wrong with an attachment.</summary>
    public static GatewayResult<IReadOnlyList<TurnAttachment>> Read(
        IReadOnlyList<RawJson>? attachments, int maxBytes = ProtocolLimits.MaxAttachmentBytes) =>
        Decode([.. (attachments ?? []).Select(ChatAttachment.TryRead).OfType<ChatAttachment>().Where(each => !string.IsNullOrEmpty(each.Content))], maxBytes);

    internal static GatewayResult<IReadOnlyList<TurnAttachment>> Decode(IReadOnlyList<ChatAttachment> attachments, int maxBytes)
    {
        var images = new List<TurnAttachment>();
        for (int i = 0; i < attachments.Count; i++)
        {
            ChatAttachment attachment = attachments[i];
            string label = $"attachment {Named(attachment.FileName) ?? Named(attachment.Type) ?? $"attachment-{i + 1}"}";
            if (attachment.Content is not { } content)
            {
                return GatewayError.Invalid($"{label}: content must be base64 string");
            }

            ReadOnlySpan<char> base64 = Payload(content);
            int size = SizeOf(base64);
            if (size < 0)
            {
                return GatewayError.Invalid($"{label}: invalid base64 content");
            }

            if (size == 0 || size > maxBytes)
            {
                return GatewayError.Invalid($"{label}: exceeds size limit ({size} > {maxBytes} bytes)");
            }

            byte[] bytes = new byte[size];
            if (!Convert.TryFromBase64Chars(base64, bytes, out int written) || written != size)
            {
                return GatewayError.Invalid($"{label}: invalid base64 content");
            }

            if ((ImageType.Of(bytes) ?? Declared(attachment.MimeType)) is { Length: > 0 } type)
            {
                images.Add(new TurnAttachment { MimeType = type, Content = bytes, FileName = Named(attachment.FileName) });
            }
        }

        return images;
    }

    /// <summary>The base64 text of a data URL, or the whole text.</summary>
    private static ReadOnlySpan<char> Payload(string content)
    {
        ReadOnlySpan<char> text = content.AsSpan().Trim();
        if (!text.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        int comma = text.IndexOf(',');
        return comma > 0 && text[..comma].EndsWith(";base64", StringComparison.OrdinalIgnoreCase) ? text[(comma + 1)..].Trim() : text;
    }

    /// <summary>How many bytes a base64 text holds; -1 when its length cannot be right.</summary>
    private static int SizeOf(ReadOnlySpan<char> base64)
    {
        if (base64.Length % 4 != 0)
        {
            return -1;
        }

        int padding = base64.EndsWith("==", StringComparison.Ordinal) ? 2 : base64.EndsWith("=", StringComparison.Ordinal) ? 1 : 0;
        return base64.Length / 4 * 3 - padding;
    }

    /// <summary>The type a client claims, where the bytes tell nothing; only an image's.</summary>
    private static string? Declared(string? mimeType)
    {
        string type = (mimeType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return ImageMimeType().IsMatch(type) && type != "image/svg+xml" ? type : null;
    }

    private static string? Named(string? name)
    {
        string cleaned = string.Concat((name ?? "").Where(c => !char.IsControl(c))).Trim();
        return cleaned.Length == 0 ? null : cleaned.Length > 200 ? cleaned[..200] : cleaned;
    }

    [GeneratedRegex("^image/[a-z0-9][a-z0-9.+-]{0,62}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ImageMimeType();
}
