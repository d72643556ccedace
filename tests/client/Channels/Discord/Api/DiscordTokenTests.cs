using Moltbot.Gateway.Channels.Discord.Api;

namespace Moltbot.Gateway.Tests.Channels.Discord.Api;

public sealed class DiscordTokenTests
{
    [Theory]
    [InlineData("MTIz.abc.def-ghi_jkl")]
    [InlineData("  Bot MTIz.abc.def-ghi_jkl ")]
    [InlineData("bot MTIz.abc.def-ghi_jkl")]
    public void The_portals_form_is_a_token(string text)
    {
        DiscordToken.TryParse(text, out var token).ShouldBeTrue();
        token!.Reveal().ShouldBe("MTIz.abc.def-ghi_jkl");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bot ")]
    [InlineData("MTIz.abc")]
    [InlineData("MTIz..def")]
    [InlineData("MTIz.abc.def.ghi")]
    [InlineData("MTIz.abc.d ef")]
    [InlineData("MTIz.abc.def\r\nX-Evil: 1")]
    [InlineData("555000:telegram-token")]
    public void Anything_else_is_none(string? text) => DiscordToken.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Its_text_form_shows_nothing_of_it()
    {
        DiscordToken.TryParse("MTIz.abc.s3cret", out var token);

        token!.ToString().ShouldBe("***");
        $"{token}".ShouldNotContain("MTIz");
        token.Redact("sent Bot MTIz.abc.s3cret to s3cret.example").ShouldBe("sent Bot *** to ***.example");
        token.Fingerprint.ShouldNotContain("MTIz");
    }
}
