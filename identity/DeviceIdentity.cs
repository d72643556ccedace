using System.Security.Cryptography;
using Moltbot.Policy.Devices;

namespace Moltbot.Identity;

/// <summary>This machine towards gateways: an Ed25519 key pair.</summary>
public sealed class DeviceIdentity
{
    private DeviceIdentity(byte[] privateKey)
    {
        PrivateKey = privateKey;
        RawPublicKey = Ed25519.PublicKeyOf(privateKey);
        PublicKey = LenientBase64.EncodeUrl(RawPublicKey);
        Id = Convert.ToHexStringLower(SHA256.HashData(RawPublicKey));
    }

    /// <summary>Lower-case hex SHA-256 of the public key.</summary>
    public string Id { get; }

    /// <summary>Base64url, as the wire carries it.</summary>
    public string PublicKey { get; }

    public byte[] RawPublicKey { get; }

    /// <summary>Secret.</summary>
    public byte[] PrivateKey { get; }

    public static DeviceIdentity New() => new(Ed25519.GeneratePrivateKey());

    /// <exception cref="CryptographicException">The key has another size than 32 bytes.</exception>
    public static DeviceIdentity Of(byte[] privateKey) => new(privateKey);
}
