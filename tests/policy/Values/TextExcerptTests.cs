using Moltbot.Policy.Values;

namespace Moltbot.Policy.Tests.Values;

public sealed class TextExcerptTests
{
    [Theory]
    [InlineData("12345678", 8, "12345678")]
    [InlineData("123456789", 8, "123456\n[1 characters left out]\n89")]
    [InlineData("12345\uD83D\uDE00890", 8, "12345\n[3 characters left out]\n90")]
    [InlineData("1234567\uD83D\uDE000", 8, "123456\n[3 characters left out]\n0")]
    public void Beginning_and_end_of_a_long_text_are_shown_and_no_half_character(string text, int longest, string shown) =>
        TextExcerpt.Of(text, longest).ShouldBe(shown);
}
