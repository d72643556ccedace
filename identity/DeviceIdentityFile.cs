using System.Security.Cryptography;
using System.Text.Json;

namespace Moltbot.Identity;

/// <summary>The key pair on disk, in the original's format: <c>{version, deviceId, publicKeyPem, privateKeyPem, createdAtMs}</c>, mode 0600.</summary>
public static class DeviceIdentityFile
{
    // RFC 8410: the DER that precedes the 32 bytes of an Ed25519 key.
    private static readonly byte[] PrivatePrefix = Convert.FromHexString("302e020100300506032b657004220420");
    private static readonly byte[] PublicPrefix = Convert.FromHexString("302a300506032b6570032100");

    /// <summary>The pair in the file; a new one, written there, when there is none.</summary>
    /// <exception cref="BrokenIdentityException">The file holds none.</exception>
    public static DeviceIdentity LoadOrCreate(string path, TimeProvider time)
    {
        if (Load(path) is { } known)
        {
            return known;
        }

        var made = DeviceIdentity.New();
        var stored = new StoredIdentity
        {
            Version = 1,
            DeviceId = made.Id,
            PublicKeyPem = Pem("PUBLIC KEY", PublicPrefix, made.RawPublicKey),
            PrivateKeyPem = Pem("PRIVATE KEY", PrivatePrefix, made.PrivateKey),
            CreatedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        // Two commands may start at once on a new machine; both then use the pair of the one that was first.
        return PrivateFile.TryCreate(path, JsonSerializer.Serialize(stored, IdentityJson.Default.StoredIdentity) + "\n")
            ? made
            : Load(path) ?? throw Broken(path);
    }

    private static DeviceIdentity? Load(string path)
    {
        if (PrivateFile.Read(path) is not { } text)
        {
            return null;
        }

        try
        {
            var stored = JsonSerializer.Deserialize(text, IdentityJson.Default.StoredIdentity) ?? throw Broken(path);
            var fields = PemEncoding.Find(stored.PrivateKeyPem);
            var der = Convert.FromBase64String(stored.PrivateKeyPem[fields.Base64Data]);
            return der.AsSpan().StartsWith(PrivatePrefix) ? DeviceIdentity.Of(der[PrivatePrefix.Length..]) : throw Broken(path);
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException or FormatException or CryptographicException)
        {
            throw Broken(path);
        }
    }

    private static string Pem(string label, byte[] prefix, byte[] key) => PemEncoding.WriteString(label, [.. prefix, .. key]) + "\n";

    private static BrokenIdentityException Broken(string path) => new(path);
}
