using System.Net;

namespace Moltbot.System.Tests.Attacks;

/// <summary>A page in the owner's browser reaches for the gateway on this machine (A1, A12, B1).</summary>
public sealed class OriginTests(AttackedSystem attacked) : IClassFixture<AttackedSystem>
{
    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("file://")]
    [InlineData("chrome-extension://abcdefghijklmnop")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://localhost.evil.example:PORT")]
    [InlineData("http://127.0.0.1.evil.example:PORT")]
    [InlineData("https://127.0.0.1:PORT@evil.example")]
    [InlineData("https://chat.example.com.evil.example")]
    [InlineData("https://chat.example.com:8443")]
    [InlineData("http://chat.example.com")]
    [InlineData("https://chat.example.com, https://evil.example")]
    [InlineData(" ")]
    public async Task A_foreign_page_gets_no_socket(string origin)
    {
        string port = attacked.System.Url.Port.ToString(global::System.Globalization.CultureInfo.InvariantCulture);

        (await Upgrade.Status(attacked.System.Url, Headers(("Origin", origin.Replace("PORT", port, StringComparison.Ordinal))))).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:18789")]
    [InlineData("localhost.evil.example")]
    public async Task A_name_that_was_made_to_resolve_to_us_is_not_the_same_host(string host) =>
        (await Upgrade.Status(attacked.System.Url, Headers(("Host", host), ("Origin", "http://" + host)))).ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task A_proxy_header_makes_no_page_a_friend()
    {
        (await Upgrade.Status(attacked.System.Url, Headers(("Origin", "https://evil.example"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-For", "127.0.0.1"))))
            .ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_page_of_this_host_and_a_listed_one_get_a_socket()
    {
        string own = $"127.0.0.1:{attacked.System.Url.Port}";

        (await Upgrade.Status(attacked.System.Url, Headers(("Origin", "http://" + own)))).ShouldBe(HttpStatusCode.SwitchingProtocols);
        (await Upgrade.Status(attacked.System.Url, Headers(("Origin", "https://chat.example.com")))).ShouldBe(HttpStatusCode.SwitchingProtocols);
    }

    private static Dictionary<string, string> Headers(params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in headers)
        {
            all[name] = value;
        }

        return all;
    }
}
