namespace Moltbot.Policy.Attachments;

/// <summary>What a file is by its first bytes.</summary>
public static class MimeSniffer
{
    /// <summary>The MIME type; null for bytes that are none of the kinds known here.</summary>
    public static string? Sniff(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("RIFF"u8) && head.Length >= 12)
        {
            return head[8..].StartsWith("WEBP"u8) ? "image/webp" : head[8..].StartsWith("WAVE"u8) ? "audio/wav" : "application/octet-stream";
        }

        if (head.Length >= 12 && head[4..].StartsWith("ftyp"u8))
        {
            return head[8..] switch
            {
                var brand when brand.StartsWith("avif"u8) || brand.StartsWith("avis"u8) => "image/avif",
                var brand when brand.StartsWith("heic"u8) || brand.StartsWith("heix"u8) => "image/heic",
                var brand when brand.StartsWith("mif1"u8) || brand.StartsWith("msf1"u8) => "image/heif",
                _ => "video/mp4",
            };
        }

        return head switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => "image/png",
            [0xff, 0xd8, 0xff, ..] => "image/jpeg",
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
            [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => "image/bmp",
            [0x49, 0x49, 0x2a, 0x00, ..] or [0x4d, 0x4d, 0x00, 0x2a, ..] => "image/tiff",
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "application/pdf",
            [(byte)'<', ..] when IsMarkup(head) => "text/html",
            [(byte)'M', (byte)'Z', ..] => "application/vnd.microsoft.portable-executable",
            [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] => "application/vnd.rar",
            [(byte)'7', (byte)'z', 0xbc, 0xaf, ..] => "application/x-7z-compressed",
            [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => "audio/flac",
            [(byte)'P', (byte)'K', 0x03, 0x04, ..] => "application/zip",
            [0x1f, 0x8b, ..] => "application/gzip",
            [0x7f, (byte)'E', (byte)'L', (byte)'F', ..] => "application/x-elf",
            [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "audio/ogg",
            [(byte)'I', (byte)'D', (byte)'3', ..] => "audio/mpeg",
            [0x1a, 0x45, 0xdf, 0xa3, ..] => "video/webm",
            _ => null,
        };
    }

    /// <summary>Markup can hold scripts, whatever it calls itself: never a picture.</summary>
    private static bool IsMarkup(ReadOnlySpan<byte> head) =>
        head.StartsWith("<!DOCTYPE"u8) || head.StartsWith("<html"u8) || head.StartsWith("<?xml"u8) || head.StartsWith("<svg"u8);
}
