using System.Security.Cryptography;

namespace Moltbot.Policy.Devices;

/// <summary>The public key of a device as the wire carries it: raw bytes in base64, or PEM (protocol.md §2.3).</summary>
public static class DevicePublicKey
{
    private static ReadOnlySpan<byte> SpkiPrefix => [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

    /// <summary>The raw bytes; null for a PEM text that holds no Ed25519 key. Their number is judged where they are used.</summary>
    public static byte[]? Decode(string text)
    {
        if (!text.Contains("BEGIN", StringComparison.Ordinal))
        {
            return LenientBase64.Decode(text);
        }

        if (!PemEncoding.TryFind(text, out var fields) || text[fields.Label] != "PUBLIC KEY")
        {
            return null;
        }

        var spki = LenientBase64.Decode(text[fields.Base64Data]);
        var isEd25519 = spki.Length == SpkiPrefix.Length + Ed25519.PublicKeySize && spki.AsSpan().StartsWith(SpkiPrefix);
        return isEd25519 ? spki[SpkiPrefix.Length..] : null;
    }

    /// <summary>The one text a key is stored and shown as; null for an unreadable one.</summary>
    public static string? Normalize(string text) => Decode(text) is { } raw ? LenientBase64.EncodeUrl(raw) : null;

    /// <summary>The device's id, lower-case hex SHA-256 of the raw key; null for an unreadable one.</summary>
    public static string? DeriveDeviceId(string text) =>
        Decode(text) is { } raw ? Convert.ToHexStringLower(SHA256.HashData(raw)) : null;
}
