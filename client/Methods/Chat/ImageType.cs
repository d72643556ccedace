namespace Moltbot.Gateway.Methods.Chat;

/// <summary>What kind of file some bytes are, by how they begin.</summary>
internal static class ImageType
{
    /// <summary>The MIME type of an image; an empty text for a file that is known not to be one; null when nobody can tell.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
        {
            return "image/png";
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]))
        {
            return "image/jpeg";
        }

        if (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8))
        {
            return "image/gif";
        }

        if (bytes.Length >= 12 && bytes.StartsWith("RIFF"u8))
        {
            return bytes[8..12].SequenceEqual("WEBP"u8) ? "image/webp" : "";
        }

        if (bytes.StartsWith("BM"u8) && bytes.Length >= 14)
        {
            return "image/bmp";
        }

        if (bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8))
        {
            return "image/tiff";
        }

        if (bytes.Length >= 12 && bytes[4..8].SequenceEqual("ftyp"u8))
        {
            return Brand(bytes[8..12]);
        }

        return IsOtherFile(bytes) ? "" : null;
    }

    private static string Brand(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8) ? "image/avif"
        : brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) ? "image/heic"
        : brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8) ? "image/heif"
        : "";

    private static bool IsOtherFile(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("%PDF-"u8)
        || bytes.StartsWith("PK\x03\x04"u8)
        || bytes.StartsWith("\x7fELF"u8)
        || bytes.StartsWith("MZ"u8)
        || bytes.StartsWith("OggS"u8)
        || bytes.StartsWith("ID3"u8)
        || bytes.StartsWith("fLaC"u8)
        || bytes.StartsWith("Rar!"u8)
        || bytes.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xbc, 0xaf])
        || bytes.StartsWith("<!DOCTYPE"u8)
        || bytes.StartsWith("<html"u8)
        || bytes.StartsWith("<?xml"u8)
        || bytes.StartsWith("<svg"u8)
        || bytes.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b])
        || bytes.StartsWith((ReadOnlySpan<byte>)[0x1a, 0x45, 0xdf, 0xa3]);
}
