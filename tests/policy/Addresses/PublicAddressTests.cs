using System.Net;
using Moltbot.Policy.Addresses;

namespace Moltbot.Policy.Tests.Addresses;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("1.1.1.1", true)]
    [InlineData("149.154.167.220", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("::ffff:1.1.1.1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.53", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("100.128.0.1", true)]
    [InlineData("192.0.2.1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("ff02::1", false)]
    public void Only_the_open_internet_is_public(string address, bool isPublic) =>
        PublicAddress.Is(IPAddress.Parse(address)).ShouldBe(isPublic);

    /// <summary>What the IANA registries of special addresses list as not global, and the networks that hold clouds' metadata.</summary>
    [Theory]
    [InlineData("0.0.0.0/8")]
    [InlineData("10.0.0.0/8")]
    [InlineData("100.64.0.0/10")]
    [InlineData("127.0.0.0/8")]
    [InlineData("169.254.0.0/16")]
    [InlineData("172.16.0.0/12")]
    [InlineData("192.0.0.0/24")]
    [InlineData("192.0.2.0/24")]
    [InlineData("192.88.99.0/24")]
    [InlineData("192.168.0.0/16")]
    [InlineData("198.18.0.0/15")]
    [InlineData("198.51.100.0/24")]
    [InlineData("203.0.113.0/24")]
    [InlineData("224.0.0.0/4")]
    [InlineData("240.0.0.0/4")]
    [InlineData("::/128")]
    [InlineData("::1/128")]
    [InlineData("::/96")]
    [InlineData("::ffff:0:0:0/96")]
    [InlineData("64:ff9b::/96")]
    [InlineData("64:ff9b:1::/48")]
    [InlineData("100::/64")]
    [InlineData("100:0:0:1::/64")]
    [InlineData("2001::/32")]
    [InlineData("2001:2::/48")]
    [InlineData("2001:10::/28")]
    [InlineData("2001:20::/28")]
    [InlineData("2001:db8::/32")]
    [InlineData("2002::/16")]
    [InlineData("3fff::/20")]
    [InlineData("5f00::/16")]
    [InlineData("fc00::/7")]
    [InlineData("fe80::/10")]
    [InlineData("fec0::/10")]
    [InlineData("ff00::/8")]
    public void No_address_of_a_special_network_is_public(string network)
    {
        IPNetwork special = IPNetwork.Parse(network);
        byte[] first = special.BaseAddress.GetAddressBytes(), last = special.BaseAddress.GetAddressBytes();
        for (int bit = special.PrefixLength; bit < last.Length * 8; bit++)
        {
            last[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        PublicAddress.Is(new IPAddress(first)).ShouldBeFalse();
        PublicAddress.Is(new IPAddress(last)).ShouldBeFalse();
        byte[] inside = [.. first];
        inside[^1] |= (byte)(last[^1] & 0x55);
        PublicAddress.Is(new IPAddress(inside)).ShouldBeFalse();
    }

    /// <summary>An IPv4 address of the inside stays inside in every form that carries it through IPv6.</summary>
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("192.168.1.1")]
    [InlineData("100.100.100.200")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    public void An_inner_address_inside_an_ipv6_one_is_not_public(string inner)
    {
        byte[] four = IPAddress.Parse(inner).GetAddressBytes();
        byte[] flipped = [.. four.Select(static part => (byte)~part)];
        byte[][] carriers =
        [
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, .. four],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. four],
            [0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, .. four],
            [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, .. four],
            [0, 0x64, 0xff, 0x9b, 0, 1, four[0], four[1], 0, four[2], four[3], 0, 0, 0, 0, 0],
            [0x20, 0x02, .. four, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            [0x20, 0x01, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, .. flipped],
        ];
        foreach (byte[] carrier in carriers)
        {
            PublicAddress.Is(new IPAddress(carrier)).ShouldBeFalse(new IPAddress(carrier).ToString());
        }
    }

    [Fact]
    public void A_zone_does_not_change_what_an_address_is() => PublicAddress.Is(IPAddress.Parse("fe80::1%1")).ShouldBeFalse();

    [Theory]
    [InlineData("10.0.0.1", true)]
    [InlineData("10.0.0.1:80", true)]
    [InlineData("[::1]:80", true)]
    [InlineData("010.0.0.1", true)]
    [InlineData("10.9.0.01", true)]
    [InlineData("10.0.0.1x", true)]
    [InlineData("0x7f.0.0.1", true)]
    [InlineData("1::2.3.4.5", true)]
    [InlineData("1.1.1.1", false)]
    [InlineData("01.1.1.1", false)]
    [InlineData("a.0.0.1", false)]
    [InlineData("10.0.0.x", false)]
    [InlineData("10.0.1", false)]
    [InlineData("10.0.0.0999", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_text_is_private_when_somebody_might_read_a_private_address_in_it(string? text, bool isPrivate) =>
        PublicAddress.IsPrivate(text).ShouldBe(isPrivate);
}
