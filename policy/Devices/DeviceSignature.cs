using System.Text;

namespace Moltbot.Policy.Devices;

/// <summary>Signatures of devices: Ed25519 over UTF-8 text, written in base64url.</summary>
public static class DeviceSignature
{
    /// <summary>Whether the signature is the key's over the text; anything unreadable is simply not.</summary>
    public static bool Verify(string publicKey, string text, string signature) =>
        DevicePublicKey.Decode(publicKey) is { } key
        && Ed25519.Verify(key, Encoding.UTF8.GetBytes(text), LenientBase64.Decode(signature));

    /// <summary>Signs a text with the 32 bytes of a private key.</summary>
    public static string Sign(ReadOnlySpan<byte> privateKey, string text) =>
        LenientBase64.EncodeUrl(Ed25519.Sign(privateKey, Encoding.UTF8.GetBytes(text)));
}
