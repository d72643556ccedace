using System.Text;

namespace Moltbot.TestSupport.Platforms;

/// <summary>A picture that somebody sends.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentType">What it calls itself.</param>
/// <param name="Size">The size that the platform tells, bytes; null when it tells none.</param>
public sealed record PlatformPicture(byte[] Content, string ContentType = "image/png", long? Size = null)
{
    /// <summary>Bytes that begin like a PNG, of some length, told by their mark.</summary>
    public static PlatformPicture Png(string mark, int length = 64)
    {
        byte[] head = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, .. Encoding.UTF8.GetBytes(mark)];
        byte[] content = [.. head, .. new byte[Math.Max(0, length - head.Length)]];
        return new PlatformPicture(content, Size: content.Length);
    }
}
