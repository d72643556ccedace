using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Moltbot.Policy.Devices;

namespace Moltbot.Bench.Clients;

/// <summary>A device with a key pair that signs challenges as the original's clients do (protocol section 2.3).</summary>
internal sealed class BenchDevice
{
    private readonly byte[] _privateKey = Ed25519.GeneratePrivateKey();

    public BenchDevice()
    {
        var publicKey = Ed25519.PublicKeyOf(_privateKey);
        PublicKey = Base64Url.EncodeToString(publicKey);
        Id = Convert.ToHexStringLower(SHA256.HashData(publicKey));
    }

    public string Id { get; }

    public string PublicKey { get; }

    /// <summary>Made before the clock runs: making keys is the client's work, not the server's.</summary>
    public static BenchDevice[] Make(int count)
    {
        var devices = new BenchDevice[count];
        for (var i = 0; i < count; i++)
        {
            devices[i] = new BenchDevice();
        }

        return devices;
    }

    public string Sign(string text) => Base64Url.EncodeToString(Ed25519.Sign(_privateKey, Encoding.UTF8.GetBytes(text)));
}
