using System.Net;
using Moltbot.Policy.Addresses;

namespace Moltbot.Policy.Tests.Addresses;

public sealed class IpTextTests
{
    [Theory]
    [InlineData(" 10.0.0.1 ", "10.0.0.1")]
    [InlineData("10.0.0.1:8", "10.0.0.1")]
    [InlineData("10.0.0.1:12345", "10.0.0.1")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("::FFFF:10.0.0.1", "10.0.0.1")]
    [InlineData("2001:DB8::1", "2001:db8::1")]
    [InlineData("[2001:db8::1]", "2001:db8::1")]
    [InlineData("[2001:db8::1]:443", "2001:db8::1")]
    [InlineData("fe80::1%3", "fe80::1")]
    public void An_address_is_read_with_or_without_port_and_brackets(string text, string address) =>
        IpText.Parse(text)!.ToString().ShouldBe(address);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10.0.0")]
    [InlineData("10.0.0.1.2")]
    [InlineData("10..0.1")]
    [InlineData("10.0.0.01")]
    [InlineData("10.0.0.1000")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.x")]
    [InlineData("10.0.0.1:")]
    [InlineData("10.0.0.1:x")]
    [InlineData("10.0.0.1:8x")]
    [InlineData("10.0.0.1:123456")]
    [InlineData("[2001:db8::1")]
    [InlineData("[2001:db8::1]x")]
    [InlineData("[2001:db8::1]:")]
    [InlineData("[]")]
    public void What_is_no_address_is_none(string? text)
    {
        IpText.Parse(text).ShouldBeNull();
        IpText.IsLoopback(text).ShouldBeFalse();
    }

    [Fact]
    public void An_address_that_is_canonical_stays_itself()
    {
        var address = IPAddress.Parse("2001:db8::1");
        IpText.Canonical(address).ShouldBeSameAs(address);
    }

    [Theory]
    [InlineData("::ffff:127.0.0.1", "loopback")]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:0:1:2:3:4:5", "2001:db8:0:1::/64")]
    [InlineData("fe80::1%3", "fe80::/64")]
    public void Attempts_are_counted_in_a_bucket(string address, string bucket) => IpText.LimiterBucket(IPAddress.Parse(address)).ShouldBe(bucket);
}
