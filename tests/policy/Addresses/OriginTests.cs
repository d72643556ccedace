using System.Net;
using Moltbot.Policy.Addresses;

namespace Moltbot.Policy.Tests.Addresses;

/// <summary>Attacks A12, A13, B1, B2: neither an address nor a page's origin is what somebody says.</summary>
public sealed class OriginTests
{
    [Theory]
    [InlineData(null, "gateway.example.com", true)]
    [InlineData("http://localhost:18789", "localhost:18789", true)]
    [InlineData("http://127.0.0.1:18789", "127.0.0.1:18789", true)]
    [InlineData("http://[::1]:18789", "[::1]:18789", true)]
    [InlineData("http://192.168.1.5", "192.168.1.5:80", true)]
    [InlineData("http://localhost:3000", "localhost:18789", false)]
    [InlineData("http://evil.example", "evil.example", false)]
    [InlineData("http://evil.example", "localhost:18789", false)]
    [InlineData("https://chat.example.com", "chat.example.com", true)]
    [InlineData("https://CHAT.example.com/", "anything", true)]
    [InlineData("https://chat.example.com.evil.example", "chat.example.com", false)]
    [InlineData("https://chat.example.com@evil.example", "chat.example.com", false)]
    [InlineData("null", "localhost:18789", false)]
    [InlineData("", "localhost:18789", false)]
    [InlineData("file:///etc/passwd", "localhost", false)]
    public void Pages_of_other_sites_stay_out(string? origin, string host, bool allowed) =>
        new OriginPolicy(["https://chat.example.com"]).Allows(origin, host).ShouldBe(allowed);

    [Theory]
    [InlineData("127.0.0.1, 203.0.113.7", "203.0.113.7")]
    [InlineData("127.0.0.1, 203.0.113.7, 10.0.0.2", "203.0.113.7")]
    [InlineData("::ffff:127.0.0.1, ::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("10.0.0.3, 10.0.0.2", "10.0.0.3")]
    [InlineData("127.0.0.1, garbage", "10.0.0.1")]
    [InlineData("", "10.0.0.1")]
    public void The_client_is_the_last_stop_we_do_not_trust(string forwardedFor, string expected)
    {
        var origin = new RequestOrigin(IPAddress.Parse("::ffff:10.0.0.1"), "localhost", forwardedFor);
        ClientAddress.Resolve(origin, TrustedProxies.Parse(["10.0.0.0/8"]))!.ToString().ShouldBe(expected);
        ClientAddress.IsDirectLocal(origin with { Peer = IPAddress.Loopback }).ShouldBeFalse();
    }

    [Theory]
    [InlineData("127.1")]
    [InlineData("0x7f000001")]
    [InlineData("2130706433")]
    [InlineData("0127.0.0.1")]
    [InlineData("127.0.0.1.evil")]
    [InlineData("127.evil")]
    [InlineData("localhost")]
    public void An_address_has_one_spelling(string text) => IpText.Parse(text).ShouldBeNull();

    [Fact]
    public void Attempts_are_counted_by_address_however_it_is_written()
    {
        var bucket = IpText.LimiterBucket(IPAddress.Parse("203.0.113.7"));
        IpText.LimiterBucket(IPAddress.Parse("::ffff:203.0.113.7")).ShouldBe(bucket);
        IpText.LimiterBucket(IPAddress.Parse("2001:db8::1")).ShouldBe(IpText.LimiterBucket(IPAddress.Parse("2001:db8::ffff")));
        IpText.LimiterBucket(IPAddress.Parse("2001:db8:0:1::1")).ShouldNotBe(IpText.LimiterBucket(IPAddress.Parse("2001:db8::1")));
        IpText.LimiterBucket(IPAddress.Parse("127.9.8.7")).ShouldBe(IpText.LimiterBucket(IPAddress.IPv6Loopback));
    }

    [Fact]
    public void An_unreadable_proxy_trusts_nobody()
    {
        var proxies = TrustedProxies.Parse(["*", "10.0.0.0/99", "proxy.local"], out var unreadable);
        unreadable.ShouldBe(["*", "10.0.0.0/99", "proxy.local"]);
        proxies.Contains(IPAddress.Parse("10.0.0.1")).ShouldBeFalse();
    }

    [Fact]
    public void A_mistyped_bind_address_opens_nothing()
    {
        Should.Throw<FormatException>(() => BindHost.Resolve("custom", "999.1.1.1", null));
        Should.Throw<FormatException>(() => BindHost.Resolve("lna", null, null));
    }
}
