using Moltbot.Policy.Channels;

namespace Moltbot.Policy.Tests.Channels;

public sealed class ApprovalButtonTests
{
    [Fact]
    public void A_button_comes_back_as_it_was_made()
    {
        var button = new ApprovalButton("0f8fad5b-d9cb-469f-a165-70867728950e", "allow-once");

        ApprovalButton.TryParse(button.ToString(), out var read).ShouldBeTrue();
        read.ShouldBe(button);
        button.ToString().Length.ShouldBeLessThanOrEqualTo(64, "what Telegram takes");
    }

    [Fact]
    public void A_button_has_the_64_characters_that_Telegram_takes()
    {
        ApprovalButton.TryParse($"mbapprove:{new string('a', 49)}:deny", out var longest).ShouldBeTrue();
        longest.ToString().Length.ShouldBe(64);
        ApprovalButton.TryParse($"mbapprove:{new string('a', 50)}:deny", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("mbapprove:")]
    [InlineData("mbapprove::deny")]
    [InlineData("mbapprove:a1")]
    [InlineData("mbapprove:a1:")]
    [InlineData("mbapprove:a1:deny:more")]
    [InlineData("mbapprove:a1:Deny")]
    [InlineData("mbapprove:a/1:deny")]
    [InlineData("mbapprove:a1:deny ")]
    [InlineData("mbapprove:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:deny")]
    public void Only_a_whole_button_is_one(string text)
    {
        ApprovalButton.TryParse(text, out _).ShouldBeFalse();
        ApprovalButton.Claims(text).ShouldBeTrue("so that no model reads it");
    }

    [Theory]
    [InlineData("")]
    [InlineData("yes")]
    [InlineData("xmbapprove:a1:deny")]
    public void Other_buttons_are_left_alone(string text)
    {
        ApprovalButton.Claims(text).ShouldBeFalse();
        ApprovalButton.TryParse(text, out _).ShouldBeFalse();
    }
}
