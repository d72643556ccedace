using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Conversations;

namespace Moltbot.Policy.Tests.Conversations;

public sealed class SummaryPartsTests
{
    [Theory]
    [InlineData("3 3 3", 9, "0 3")]
    [InlineData("3 3 3", 8, "0 2 3")]
    [InlineData("3 3 3", 6, "0 2 3")]
    [InlineData("3 3 3", 5, "0 1 2 3")]
    [InlineData("99 3 3", 6, "0 1 3")]
    [InlineData("3 99 3", 6, "0 1 2 3")]
    [InlineData("7", 1, "0 1")]
    public void Parts_are_as_long_as_they_may_be_and_have_one_message_at_least(string messages, long limit, string cuts)
    {
        var tokens = messages.Split(' ').Select(long.Parse).ToArray();
        var found = new List<int> { 0 };
        while (found[^1] < tokens.Length)
        {
            found.Add(SummaryParts.EndOf(tokens, found[^1], limit));
        }

        string.Join(' ', found).ShouldBe(cuts);
    }

    [Theory]
    [InlineData(false, 0.5, 10, 41_666)]
    [InlineData(false, 0.1, 10, 8_333)]
    [InlineData(false, 0.9, 90_000, 75_000)]
    [InlineData(true, 0.5, 10, 33_333)]
    [InlineData(true, 0.5, 8_333, 33_333)]
    [InlineData(true, 0.5, 10_000, 13_333)]
    [InlineData(true, 0.5, 12_500, 12_500)]
    [InlineData(true, 0.5, 90_000, 12_500)]
    [InlineData(true, 0.1, 10, 8_333)]
    public void The_mode_safeguard_has_smaller_ones_where_messages_are_long(bool safeguard, double share, long each, long limit) =>
        SummaryParts.LimitOf(100_000, new CompactionConfig { IsSafeguard = safeguard, MaxHistoryShare = share }, [each, each]).ShouldBe(limit);

    [Fact]
    public void There_is_always_a_limit()
    {
        SummaryParts.LimitOf(1, new CompactionConfig(), [5]).ShouldBe(1);
        SummaryParts.LimitOf(100_000, new CompactionConfig { IsSafeguard = true }, []).ShouldBe(33_333);
    }
}
