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
    [InlineData("https://192.168.1.5", "192.168.1.5:443", true)]
    [InlineData("https://192.168.1.5", "192.168.1.5:80", false)]
    [InlineData("https://other.example.com", "anything", true)]
    [InlineData("http://user@localhost:18789", "localhost:18789", false)]
    [InlineData("http://localhost:18789/page", "localhost:18789", false)]
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
        new OriginPolicy(["https://chat.example.com", " https://OTHER.example.com/ "]).Allows(origin, host).ShouldBe(allowed);

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
    [InlineData("203.0.113.7", "203.0.113.7", null, "203.0.113.7")]
    [InlineData(null, "203.0.113.7", null, "203.0.113.7")]
    [InlineData(null, "10.0.0.9", null, "10.0.0.1")]
    [InlineData(null, null, "for=203.0.113.7;proto=https", "203.0.113.7")]
    [InlineData("203.0.113.7", "198.51.100.1", null, "10.0.0.1")]
    [InlineData("198.51.100.1", "203.0.113.7", null, "10.0.0.1")]
    [InlineData("203.0.113.7", null, "for=198.51.100.1", "10.0.0.1")]
    [InlineData(null, "203.0.113.7", "for=198.51.100.1", "10.0.0.1")]
    [InlineData("203.0.113.7", "203.0.113.7", "for=203.0.113.7", "203.0.113.7")]
    public void A_header_that_the_proxy_did_not_set_gives_nobody_another_address(string? forwardedFor, string? realIp, string? forwarded, string expected)
    {
        // B2: behind a proxy that sets one of the three, the others are the client's own words.
        var origin = new RequestOrigin(IPAddress.Parse("10.0.0.1"), "localhost", forwardedFor, realIp, Forwarded: forwarded);
        ClientAddress.Resolve(origin, TrustedProxies.Parse(["10.0.0.0/8"]))!.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("for=203.0.113.7", "203.0.113.7")]
    [InlineData("For=\"203.0.113.7:4711\"", "203.0.113.7")]
    [InlineData("for=\"[2001:db8::1]:4711\"", "2001:db8::1")]
    [InlineData("for=198.51.100.1, for=203.0.113.7;by=10.0.0.2, for=10.0.0.3", "203.0.113.7")]
    [InlineData("for=198.51.100.1,for=unknown", null)]
    [InlineData("for=198.51.100.1, for=_hidden, for=10.0.0.3", "10.0.0.3")]
    [InlineData("for=198.51.100.1, proto=https", null)]
    [InlineData("for=198.51.100.1;for=203.0.113.7", null)]
    [InlineData("by=\"a, for=198.51.100.1\", for=203.0.113.7", "203.0.113.7")]
    [InlineData("for=\"198.51.100.1", null)]
    [InlineData("for=\"198.51.100.1\\\"\"", null)]
    [InlineData("198.51.100.1", null)]
    [InlineData("for = 198.51.100.1", null)]
    [InlineData("=x, for=203.0.113.7", null)]
    [InlineData("x, for=203.0.113.7", null)]
    [InlineData("by=\"\";for=203.0.113.7", "203.0.113.7")]
    [InlineData("for=198.51.100.1,\u00a0for=203.0.113.7", null)]
    [InlineData("for=\"203.0.113.7\"\u00a0", null)]
    [InlineData("for=\"203.0.113.7\" \t;\t by=x", "203.0.113.7")]
    [InlineData("for=203.0.113.7;", "203.0.113.7")]
    [InlineData(";for=203.0.113.7", "203.0.113.7")]
    [InlineData(", for=203.0.113.7", "203.0.113.7")]
    [InlineData("for=203.0.113.7, ", null)]
    [InlineData("for=198.51.100.1;, for=203.0.113.7", "203.0.113.7")]
    [InlineData("for=198.51.100.1;\t,for=unknown", null)]
    [InlineData("for=198.51.100.1; x, for=203.0.113.7", null)]
    [InlineData("for=203.0.113.7\"", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_forwarded_header_is_read_from_the_right(string? header, string? expected) =>
        (ForwardedHeader.Client(header, TrustedProxies.Parse(["10.0.0.0/8"]))?.ToString()).ShouldBe(expected);

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
    public void Neither_a_blank_entry_nor_a_missing_address_is_a_proxy()
    {
        var proxies = TrustedProxies.Parse([" ", " 10.0.0.1 "], out var unreadable);
        unreadable.ShouldBeEmpty();
        proxies.Contains(IPAddress.Parse("::ffff:10.0.0.1")).ShouldBeTrue();
        proxies.Contains(null).ShouldBeFalse();
        TrustedProxies.None.Contains(IPAddress.Loopback).ShouldBeFalse();
    }

    [Fact]
    public void Every_header_of_a_proxy_says_that_the_caller_is_elsewhere()
    {
        var local = new RequestOrigin(IPAddress.Parse("::ffff:127.0.0.1"), "localhost:18789");
        ClientAddress.IsDirectLocal(local).ShouldBeTrue();
        ClientAddress.IsDirectLocal(local with { ForwardedFor = "" }).ShouldBeFalse();
        ClientAddress.IsDirectLocal(local with { RealIp = "" }).ShouldBeFalse();
        ClientAddress.IsDirectLocal(local with { ForwardedHost = "" }).ShouldBeFalse();
        ClientAddress.IsDirectLocal(local with { Forwarded = "" }).ShouldBeFalse();
        ClientAddress.IsDirectLocal(local with { Host = "gateway.example.com" }).ShouldBeFalse();
        ClientAddress.IsDirectLocal(local with { Peer = IPAddress.Parse("10.0.0.1") }).ShouldBeFalse();
        ClientAddress.IsDirectLocal(local with { Peer = null }).ShouldBeFalse();
        ClientAddress.Resolve(local with { Peer = null }, TrustedProxies.None).ShouldBeNull();
    }
}
