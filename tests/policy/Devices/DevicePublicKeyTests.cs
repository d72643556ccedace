using System.Security.Cryptography;
using System.Text;
using Moltbot.Policy.Devices;

namespace Moltbot.Policy.Tests.Devices;

public sealed class DevicePublicKeyTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(static i => (byte)i)];
    private static readonly byte[] Prefix = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

    [Fact]
    public void A_key_is_read_raw_and_as_pem()
    {
        DevicePublicKey.Decode(Convert.ToBase64String(Key)).ShouldBe(Key);
        DevicePublicKey.Decode(Pem("PUBLIC KEY", [.. Prefix, .. Key])).ShouldBe(Key);
        DevicePublicKey.Normalize(Pem("PUBLIC KEY", [.. Prefix, .. Key])).ShouldBe(LenientBase64.EncodeUrl(Key));
    }

    [Fact]
    public void A_pem_text_that_holds_no_such_key_is_none()
    {
        string[] others =
        [
            "-----BEGIN", Pem("PRIVATE KEY", [.. Prefix, .. Key]), Pem("PUBLIC KEY", [.. Prefix, .. Key, 0]), Pem("PUBLIC KEY", [0x31, .. Prefix[1..], .. Key]),
        ];
        foreach (var other in others)
        {
            DevicePublicKey.Decode(other).ShouldBeNull(other);
            DevicePublicKey.Normalize(other).ShouldBeNull(other);
            DevicePublicKey.DeriveDeviceId(other).ShouldBeNull(other);
            DeviceSignature.Verify(other, "text", "").ShouldBeFalse(other);
        }
    }

    [Theory]
    [InlineData("QUJD", "ABC")]
    [InlineData("QU JD\n", "ABC")]
    [InlineData("QUI=", "AB")]
    [InlineData("QUI=QUJD", "AB")]
    [InlineData("Q", "")]
    [InlineData("", "")]
    public void What_clients_write_as_base64_is_read(string text, string bytes) => Encoding.ASCII.GetString(LenientBase64.Decode(text)).ShouldBe(bytes);

    [Fact]
    public void Both_alphabets_are_read()
    {
        byte[] bytes = [0xfb, 0xff, 0xbf, 0x00, 0x10, 0x83];
        LenientBase64.Decode("+/+/ABCD").ShouldBe(bytes);
        LenientBase64.Decode("-_-_ABCD").ShouldBe(bytes);
    }

    private static string Pem(string label, byte[] data) => PemEncoding.WriteString(label, data);
}
