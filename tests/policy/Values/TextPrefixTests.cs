using Moltbot.Policy.Values;

namespace Moltbot.Policy.Tests.Values;

public sealed class TextPrefixTests
{
    [Theory]
    [InlineData("", 3, "")]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("ab😀", 4, "ab😀")]
    [InlineData("ab😀", 3, "ab")]
    [InlineData("ab😀c", 4, "ab😀")]
    public void A_text_is_cut_between_characters(string text, int maxLength, string beginning) => TextPrefix.Of(text, maxLength).ShouldBe(beginning);

    [Fact]
    public void A_text_that_fits_stays_as_it_is_even_with_half_a_character_at_its_end() => TextPrefix.Of("ab\ud83d", 3).ShouldBe("ab\ud83d");
}
