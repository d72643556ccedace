using System.Security.Cryptography;

namespace Moltbot.Policy.Devices;

/// <summary>Ed25519 (RFC 8032) on OpenSSL 3.</summary>
public static class Ed25519
{
    /// <summary>Bytes of a public key.</summary>
    public const int PublicKeySize = 32;

    /// <summary>Bytes of a private key (the seed).</summary>
    public const int PrivateKeySize = 32;

    /// <summary>Bytes of a signature.</summary>
    public const int SignatureSize = 64;

    /// <summary>Whether the signature is right; false for keys and signatures of a wrong size too.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != PublicKeySize || signature.Length != SignatureSize || IsOfSmallOrder(publicKey))
        {
            return false;
        }

        using var key = LibCrypto.NewPublicKey(LibCrypto.KeyTypeEd25519, 0, publicKey, PublicKeySize);
        using var context = LibCrypto.NewContext();
        var isRight = !key.IsInvalid && !context.IsInvalid
            && LibCrypto.VerifyInit(context, 0, 0, 0, key) == 1
            && LibCrypto.Verify(context, signature, SignatureSize, data, (nuint)data.Length) == 1;
        if (!isRight)
        {
            LibCrypto.ClearErrors();
        }

        return isRight;
    }

    /// <summary>Signs with a private key of 32 bytes.</summary>
    /// <exception cref="CryptographicException">The key has another size, or OpenSSL refused.</exception>
    public static byte[] Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> data)
    {
        using var key = OpenPrivate(privateKey);
        using var context = LibCrypto.NewContext();
        var signature = new byte[SignatureSize];
        nuint length = SignatureSize;
        Require(!context.IsInvalid
            && LibCrypto.SignInit(context, 0, 0, 0, key) == 1
            && LibCrypto.Sign(context, signature, ref length, data, (nuint)data.Length) == 1
            && length == SignatureSize);
        return signature;
    }

    /// <summary>The public key that belongs to a private one.</summary>
    /// <exception cref="CryptographicException">The key has another size, or OpenSSL refused.</exception>
    public static byte[] PublicKeyOf(ReadOnlySpan<byte> privateKey)
    {
        using var key = OpenPrivate(privateKey);
        var output = new byte[PublicKeySize];
        nuint length = PublicKeySize;
        Require(LibCrypto.GetPublicKey(key, output, ref length) == 1 && length == PublicKeySize);
        return output;
    }

    /// <summary>Makes a new private key.</summary>
    public static byte[] GeneratePrivateKey() => RandomNumberGenerator.GetBytes(PrivateKeySize);

    private static EvpKeyHandle OpenPrivate(ReadOnlySpan<byte> privateKey)
    {
        if (privateKey.Length != PrivateKeySize)
        {
            throw new CryptographicException($"an Ed25519 private key has {PrivateKeySize} bytes, not {privateKey.Length}");
        }

        var key = LibCrypto.NewPrivateKey(LibCrypto.KeyTypeEd25519, 0, privateKey, PrivateKeySize);
        Require(!key.IsInvalid);
        return key;
    }

    private static void Require(bool succeeded)
    {
        if (!succeeded)
        {
            LibCrypto.ClearErrors();
            throw new CryptographicException("OpenSSL refused an Ed25519 operation");
        }
    }

    // Points of order 1, 2, 4 and 8: for these a signature over any text can be made without a private key. The
    // sign bit is left out of the comparison; y >= p encodings of 0 and 1 are listed too.
    private static bool IsOfSmallOrder(ReadOnlySpan<byte> publicKey)
    {
        Span<byte> y = stackalloc byte[PublicKeySize];
        publicKey.CopyTo(y);
        y[^1] &= 0x7f;
        foreach (var point in SmallOrder)
        {
            if (y.SequenceEqual(point))
            {
                return true;
            }
        }

        return false;
    }

    private static readonly byte[][] SmallOrder =
    [
        Convert.FromHexString("0000000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("0100000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        Convert.FromHexString("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
        Convert.FromHexString("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        Convert.FromHexString("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        Convert.FromHexString("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    ];
}
