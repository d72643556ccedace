using Moltbot.Policy.Skills.Answers;

namespace Moltbot.Policy.Tests.Skills;

/// <summary>Where a skill's calls go, and what they may carry (attack S2).</summary>
public sealed class SkillAddressTests
{
    [Theory]
    [InlineData("https://x.example/a", "x.example")]
    [InlineData("https://x.example", "x.example")]
    [InlineData("https://X.Example/", "x.example")]
    [InlineData("https://x/", "x")]
    [InlineData("http://x.example/a?b=${config.c}", "x.example")]
    [InlineData("https://x.example/${config.a}", "x.example")]
    [InlineData("https://x.example:443/", "x.example")]
    [InlineData("https://x.example:80/", "x.example:80")]
    [InlineData("http://x.example:8080/", "x.example:8080")]
    [InlineData("https://[2001:db8::1]/", "[2001:db8::1]")]
    [InlineData("https://1.2.3.4/", "1.2.3.4")]
    [InlineData("", null)]
    [InlineData("x.example/", null)]
    [InlineData("/x", null)]
    [InlineData("ftp://x.example/", null)]
    [InlineData("ftps://x.example/", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("HTTPS://x.example/", null)]
    [InlineData("https:///a", null)]
    [InlineData("https://", null)]
    [InlineData("http:///a", null)]
    [InlineData("https://${config.a}/", null)]
    [InlineData("https://x${config.a}/", null)]
    [InlineData("https://x.example${config.a}", null)]
    [InlineData("${config.a}://x.example/", null)]
    [InlineData("https://u@x.example/", null)]
    [InlineData("https://x.example?a=b", null)]
    [InlineData("https://x.example#a", null)]
    [InlineData("https://x.example/#a", null)]
    [InlineData("https://x.example\\a", null)]
    [InlineData("https://x.example%2e/", null)]
    [InlineData("https://x_y.example/", null)]
    [InlineData("https://é.example/", null)]
    [InlineData("https://x.example:99999/", null)]
    [InlineData("https://x.example:a/", null)]
    [InlineData("https://[x/", null)]
    public void The_host_is_written_down(string url, string? host) =>
        SkillAddress.HostOf(SkillTemplate.Read(url, SkillVocabulary.Of([], []), maySecret: false, out _)).ShouldBe(host);

    [Fact]
    public void Without_an_address_there_is_no_host() => SkillAddress.HostOf(null).ShouldBeNull();

    [Theory]
    [InlineData("X-Key", true)]
    [InlineData("authorization", true)]
    [InlineData("X1", true)]
    [InlineData("", false)]
    [InlineData("X Y", false)]
    [InlineData("X:", false)]
    [InlineData("X\r\nHost", false)]
    [InlineData("X_Y", false)]
    [InlineData("É", false)]
    [InlineData("Host", false)]
    [InlineData("CONNECTION", false)]
    [InlineData("content-length", false)]
    [InlineData("Content-Type", false)]
    [InlineData("Transfer-Encoding", false)]
    [InlineData("Upgrade", false)]
    [InlineData("TE", false)]
    [InlineData("Trailer", false)]
    [InlineData("Expect", false)]
    [InlineData("Keep-Alive", false)]
    [InlineData("Proxy-Authorization", false)]
    public void A_header_of_the_transport_is_not_a_skills(string name, bool isAllowed) => SkillAddress.IsHeader(name).ShouldBe(isAllowed);

    [Fact]
    public void A_header_has_a_length()
    {
        SkillAddress.IsHeader(new string('x', 64)).ShouldBeTrue();
        SkillAddress.IsHeader(new string('x', 65)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("https://x.example/", "https://x.example/?a%20b=%26&c=d")]
    [InlineData("https://x.example/?q=1", "https://x.example/?q=1&a%20b=%26&c=d")]
    public void Params_come_behind_what_is_there(string url, string whole)
    {
        SkillAddress.Whole(url, [KeyValuePair.Create("a b", "&"), KeyValuePair.Create("c", "d")]).AbsoluteUri.ShouldBe(whole);
        SkillAddress.Whole(url, []).AbsoluteUri.ShouldBe(url);
    }

    [Theory]
    [InlineData("a b/c", "a%20b%2Fc")]
    [InlineData(".a", ".a")]
    [InlineData("%2e%2e", "%252e%252e")]
    public void A_value_is_one_part_of_a_path(string value, string part) => SkillAddress.Segment(value).ShouldBe(part);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    public void Dots_are_no_part_of_a_path(string value) =>
        Should.Throw<SkillValueException>(() => SkillAddress.Segment(value)).Message.ShouldBe("a value of dots cannot be part of an address");
}
