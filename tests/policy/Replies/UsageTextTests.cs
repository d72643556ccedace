using Moltbot.Policy.Replies;

namespace Moltbot.Policy.Tests.Replies;

public sealed class UsageTextTests
{
    [Theory]
    [InlineData(-5, "0")]
    [InlineData(double.NaN, "0")]
    [InlineData(double.PositiveInfinity, "0")]
    [InlineData(999, "999")]
    [InlineData(1_000, "1.0k")]
    [InlineData(1_250, "1.3k")]
    [InlineData(10_000, "10k")]
    [InlineData(12_600, "13k")]
    [InlineData(1_000_000, "1.0m")]
    [InlineData(2_340_000, "2.3m")]
    public void Tokens_are_told_in_thousands_and_millions(double tokens, string text) => UsageText.Tokens(tokens).ShouldBe(text);

    [Theory]
    [InlineData(0, "$0.0000")]
    [InlineData(0.0099, "$0.0099")]
    [InlineData(0.01, "$0.01")]
    [InlineData(1.234, "$1.23")]
    public void Less_than_a_cent_has_four_places(double dollars, string text) => UsageText.Dollars(dollars).ShouldBe(text);

    [Theory]
    [InlineData("tokens", 0.5, "Usage: 1.2k in / 34 out")]
    [InlineData("full", 0.5, "Usage: 1.2k in / 34 out · est $0.50")]
    [InlineData("full", null, "Usage: 1.2k in / 34 out")]
    [InlineData("off", 0.5, null)]
    [InlineData(null, 0.5, null)]
    public void The_line_below_a_reply_says_what_was_asked_for(string? display, double? cost, string? text) =>
        UsageText.Footer(display, 1_200, 34, cost).ShouldBe(text);
}
