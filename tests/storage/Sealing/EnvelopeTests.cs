using System.Security.Cryptography;
using System.Text;
using Moltbot.Storage.Sealing;

namespace Moltbot.Storage.Tests.Sealing;

public sealed class EnvelopeTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void A_payload_opens_as_it_was_sealed(int size)
    {
        var payload = RandomNumberGenerator.GetBytes(size);
        var envelope = Envelope.Seal(Key, "t", "table", "row", payload);
        envelope[0].ShouldBe((byte)1);
        envelope.Length.ShouldBe(size + Envelope.Overhead);
        Envelope.Unseal(Key, "t", "table", "row", envelope).ShouldBe(payload);
    }

    [Fact]
    public void The_layout_is_the_documented_one()
    {
        // Opened here by hand, so that a change of the derivation cannot go unnoticed.
        var envelope = Envelope.Seal(Key, "t", "ab", "r", "hello"u8);
        var messageKey = HMACSHA256.HashData(Key, (byte[])[.. "moltbot.seal"u8, 1, .. envelope[1..17]]);
        var opened = new byte[5];
        using var cipher = new AesGcm(messageKey, 16);
        cipher.Decrypt(envelope.AsSpan(17, 12), envelope.AsSpan(29, 5), envelope.AsSpan(34), opened, "\0\0\0\u0001t\0\0\0\u0002ab\0\0\0\u0001r"u8);
        Encoding.UTF8.GetString(opened).ShouldBe("hello");
    }

    [Fact]
    public void Every_altered_bit_is_found()
    {
        var envelope = Envelope.Seal(Key, "t", "table", "row", "payload"u8);
        for (var bit = 0; bit < envelope.Length * 8; bit++)
        {
            var altered = (byte[])envelope.Clone();
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            Should.Throw<SealBrokenException>(() => Envelope.Unseal(Key, "t", "table", "row", altered), $"bit {bit}");
        }
    }

    [Theory]
    [InlineData("t2", "table", "row")]
    [InlineData("t", "table2", "row")]
    [InlineData("t", "table", "row2")]
    [InlineData("tt", "able", "row")]
    [InlineData("t", "tabler", "ow")]
    public void It_opens_only_where_it_belongs(string tenant, string table, string row)
    {
        var envelope = Envelope.Seal(Key, "t", "table", "row", "payload"u8);
        Should.Throw<SealBrokenException>(() => Envelope.Unseal(Key, tenant, table, row, envelope));
        Should.Throw<SealBrokenException>(() => Envelope.Unseal(RandomNumberGenerator.GetBytes(32), "t", "table", "row", envelope));
    }

    [Fact]
    public void Too_short_is_broken_and_not_a_crash()
    {
        for (var length = 0; length < Envelope.Overhead; length++)
        {
            var cut = new byte[length];
            cut.AsSpan().Fill(1);
            Should.Throw<SealBrokenException>(() => Envelope.Unseal(Key, "t", "table", "row", cut));
        }
    }

    [Fact]
    public void Salt_and_nonce_never_repeat()
    {
        var seen = Enumerable.Range(0, 10_000).Select(_ => Convert.ToHexString(Envelope.Seal(Key, "t", "table", "row", ""u8), 1, 28)).ToHashSet();
        seen.Count.ShouldBe(10_000);
    }
}
