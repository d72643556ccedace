using System.Security.Cryptography;
using Moltbot.Policy.Devices;

namespace Moltbot.Policy.Tests.Devices;

/// <summary>RFC 8032, section 7.1, and what must not pass.</summary>
public sealed class Ed25519Tests
{
    public static TheoryData<string, string, string, string> Vectors => new()
    {
        {
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        },
        {
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        },
        {
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Signs_and_verifies_the_vectors(string seed, string publicKey, string message, string signature)
    {
        var privateKey = Convert.FromHexString(seed);
        var data = Convert.FromHexString(message);
        Convert.ToHexStringLower(Ed25519.PublicKeyOf(privateKey)).ShouldBe(publicKey);
        Convert.ToHexStringLower(Ed25519.Sign(privateKey, data)).ShouldBe(signature);
        Ed25519.Verify(Convert.FromHexString(publicKey), data, Convert.FromHexString(signature)).ShouldBeTrue();
    }

    [Fact]
    public void A_changed_bit_anywhere_is_found()
    {
        var privateKey = Ed25519.GeneratePrivateKey();
        var publicKey = Ed25519.PublicKeyOf(privateKey);
        byte[] data = [1, 2, 3];
        var signature = Ed25519.Sign(privateKey, data);
        for (var bit = 0; bit < signature.Length * 8; bit++)
        {
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            Ed25519.Verify(publicKey, data, signature).ShouldBeFalse();
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Ed25519.Verify(publicKey, [1, 2, 4], signature).ShouldBeFalse();
        Ed25519.Verify(publicKey, data, signature).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_key_of_another_size_is_refused(int size)
    {
        Ed25519.Verify(new byte[size], [1], new byte[64]).ShouldBeFalse();
        Should.Throw<CryptographicException>(() => Ed25519.Sign(new byte[size], [1])).Message.ShouldBe($"an Ed25519 private key has 32 bytes, not {size}");
    }

    // With a key of small order, a point of small order and S = 0 make a signature over any text, for one of the eight points.
    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    public void A_key_for_which_anyone_can_sign_is_refused(string key)
    {
        foreach (var point in SmallOrder)
        {
            byte[] signature = [.. Convert.FromHexString(point), .. new byte[32]];
            for (byte i = 0; i < 16; i++)
            {
                Ed25519.Verify(Convert.FromHexString(key), [i], signature).ShouldBeFalse(point);
            }
        }
    }

    private static readonly string[] SmallOrder =
    [
        "0100000000000000000000000000000000000000000000000000000000000000", "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000", "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    public void A_signature_of_another_size_is_none(int size) => Ed25519.Verify(Ed25519.PublicKeyOf(new byte[32]), [1], new byte[size]).ShouldBeFalse();
}
