using Moltbot.Gateway.Channels.Telegram.Api;

namespace Moltbot.Gateway.Tests.Channels.Telegram.Api;

public sealed class BotTokenTests
{
    [Theory]
    [InlineData("123456:ABC-DEF_ghi", 123456)]
    [InlineData("  123456:ABC \n", 123456)]
    public void Tokens_are_read(string text, long id)
    {
        BotToken.TryParse(text, out var token).ShouldBeTrue();
        token!.BotId.ShouldBe(id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("123456")]
    [InlineData(":abc")]
    [InlineData("123456:")]
    [InlineData("-1:abc")]
    [InlineData("12a:abc")]
    [InlineData("123456:abc/../getMe")]
    [InlineData("123456:abc def")]
    [InlineData("123456:abc?x=1")]
    [InlineData("99999999999999999999:abc")]
    public void What_is_no_token_is_refused(string? text) => BotToken.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_formatted_token_shows_the_bot_id_alone()
    {
        var token = TelegramApiFixture.Token;

        $"{token} {new TelegramApiOptions { Token = token }.Token}".ShouldBe("777000:*** 777000:***");
    }
}
