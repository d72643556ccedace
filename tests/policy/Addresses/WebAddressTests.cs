using Moltbot.Policy.Addresses;

namespace Moltbot.Policy.Tests.Addresses;

/// <summary>Which addresses of pages may be asked for (S1, S2).</summary>
public sealed class WebAddressTests
{
    [Theory]
    [InlineData(" https://example.com ", "https://example.com/")]
    [InlineData("HTTP://EXAMPLE.com:8080/a?b=c#d", "http://example.com:8080/a?b=c")]
    [InlineData("https://93.184.216.34/a", "https://93.184.216.34/a")]
    [InlineData("https://[2606:4700::1111]/", "https://[2606:4700::1111]/")]
    [InlineData("https://example.com/a@b?c=@", "https://example.com/a@b?c=@")]
    [InlineData("https://b\u00fccher.example/", "https://xn--bcher-kva.example/")]
    public void A_page_of_the_open_internet_may(string text, string address)
    {
        WebAddress.TryParse(text, out Uri? read, out string? refusal).ShouldBeTrue(refusal);
        new UriBuilder(read!) { Host = read!.IdnHost }.Uri.AbsoluteUri.ShouldBe(address);
    }

    [Theory]
    [InlineData(null, "it is no address of a web page")]
    [InlineData("", "it is no address of a web page")]
    [InlineData("example.com", "it is no address of a web page")]
    [InlineData("https://", "it is no address of a web page")]
    [InlineData("https://exa mple.com/", "it is no address of a web page")]
    [InlineData("http://\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9.com/", "it is no address of a web page")]
    [InlineData("https://example.com/\r\nX: y", "it is no address of a web page")]
    [InlineData("https://example.com/a b", "it is no address of a web page")]
    [InlineData("https://example.com/a\u2003b", "it is no address of a web page")]
    [InlineData("https://example.com/a\u0001b", "it is no address of a web page")]
    [InlineData("https://example.com\\@127.0.0.1/", "it is no address of a web page")]
    [InlineData("ftp://example.com/", "only http and https are asked")]
    [InlineData("javascript://example.com/", "only http and https are asked")]
    [InlineData("http://a:b@example.com/", "an address may hold no credentials")]
    [InlineData("http://@example.com/", "an address may hold no credentials")]
    [InlineData("http://134744072/", "its host is an address in an unusual spelling")]
    [InlineData("http://0x8.8.8.8/", "its host is an address in an unusual spelling")]
    [InlineData("http://010.8.8.8/", "its host is an address in an unusual spelling")]
    [InlineData("http://8.8.2056/", "its host is an address in an unusual spelling")]
    [InlineData("http://2130706433:80/", "its host is an address in an unusual spelling")]
    [InlineData("http://127.0.0.1/", "its host is not of the open internet")]
    [InlineData("http://127.0.0.1./", "its host is not of the open internet")]
    [InlineData("http://[::1]:80/", "its host is not of the open internet")]
    [InlineData("http://[::ffff:10.0.0.1]/", "its host is not of the open internet")]
    [InlineData("http://[64:ff9b::7f00:1]/", "its host is not of the open internet")]
    [InlineData("http://[2002:7f00:1::]/", "its host is not of the open internet")]
    [InlineData("http://169.254.169.254/", "its host is not of the open internet")]
    [InlineData("http://LOCALHOST./", "its host is not of the open internet")]
    [InlineData("http://metadata.google.internal/", "its host is not of the open internet")]
    [InlineData("http://redis.default.svc.cluster.local/", "its host is not of the open internet")]
    [InlineData("http://\uff11\uff12\uff17.0.0.1/", "its host is not of the open internet")]
    [InlineData("http://127\u30020\u30020\u30021/", "its host is not of the open internet")]
    public void Nothing_else_may(string? text, string why)
    {
        WebAddress.TryParse(text, out Uri? address, out string? refusal).ShouldBeFalse();
        (address, refusal).ShouldBe((null, why));
    }

    [Fact]
    public void One_that_is_too_long_is_none()
    {
        string most = "https://example.com/" + new string('a', WebAddress.MaxLength - 20);

        WebAddress.TryParse(most, out _, out _).ShouldBeTrue();
        WebAddress.TryParse(most + "a", out _, out _).ShouldBeFalse();
    }
}
