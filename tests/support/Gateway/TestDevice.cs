using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Moltbot.Policy.Devices;

namespace Moltbot.TestSupport.Gateway;

/// <summary>A device with a key pair, which signs as the original's clients do (section 2.3).</summary>
/// <remarks>The text to sign is put together here anew, so that a mistake in the product's does not hide itself.</remarks>
public sealed class TestDevice
{
    private readonly byte[] _privateKey;

    /// <summary>A device with this private key of 32 bytes.</summary>
    public TestDevice(byte[] privateKey)
    {
        _privateKey = privateKey;
        var publicKey = Ed25519.PublicKeyOf(privateKey);
        PublicKey = Base64Url.EncodeToString(publicKey);
        Id = Convert.ToHexStringLower(SHA256.HashData(publicKey));
    }

    /// <summary>Id of the device.</summary>
    public string Id { get; }

    /// <summary>Public key, base64url.</summary>
    public string PublicKey { get; }

    /// <summary>A device nobody knows yet.</summary>
    public static TestDevice New() => new(Ed25519.GeneratePrivateKey());

    /// <summary>A device of the recorded conversations: the seed is 31 zero bytes and A=1 B=2 C=3 N=4 D=5 E=6 M=7.</summary>
    public static TestDevice Recorded(char name)
    {
        var number = 1 + "ABCNDEM".IndexOf(name, StringComparison.Ordinal);
        if (number == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(name), name, "the recorded devices are A, B, C, N, D, E and M");
        }

        var seed = new byte[Ed25519.PrivateKeySize];
        seed[^1] = (byte)number;
        return new TestDevice(seed);
    }

    /// <summary>The <c>device</c> of a <c>connect</c> with these params.</summary>
    /// <param name="connect">Params as they will be sent, without <c>device</c>.</param>
    /// <param name="signedAt">Epoch milliseconds.</param>
    /// <param name="nonce">The challenge's nonce for v2, null for v1.</param>
    public JsonObject Sign(JsonObject connect, long signedAt, string? nonce)
    {
        var client = connect["client"]!;
        var scopes = string.Join(',', connect["scopes"]?.AsArray().Select(scope => (string?)scope) ?? []);
        string[] fields =
        [
            nonce is null ? "v1" : "v2", Id, (string)client["id"]!, (string)client["mode"]!, (string?)connect["role"] ?? "operator", scopes,
            signedAt.ToString(System.Globalization.CultureInfo.InvariantCulture), (string?)connect["auth"]?["token"] ?? string.Empty,
        ];
        var text = string.Join('|', nonce is null ? fields : [.. fields, nonce]);
        var device = new JsonObject
        {
            ["id"] = Id,
            ["publicKey"] = PublicKey,
            ["signature"] = Base64Url.EncodeToString(Ed25519.Sign(_privateKey, Encoding.UTF8.GetBytes(text))),
            ["signedAt"] = signedAt,
        };
        if (nonce is not null)
        {
            device["nonce"] = nonce;
        }

        return device;
    }
}
