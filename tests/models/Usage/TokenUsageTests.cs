using Microsoft.Extensions.AI;
using Moltbot.Models.Providers;
using Moltbot.Models.Usage;

namespace Moltbot.Models.Tests.Usage;

public sealed class TokenUsageTests
{
    [Fact]
    public void Nothing_counts_as_nothing()
    {
        TokenUsage.From(null).ShouldBe(default);
        TokenUsage.From(new UsageDetails()).Total.ShouldBe(0);
    }

    [Fact]
    public void Counts_that_contradict_themselves_are_never_negative() =>
        TokenUsage.From(new UsageDetails { InputTokenCount = 10, CachedInputTokenCount = 30, OutputTokenCount = -5 })
            .ShouldBe(new TokenUsage(0, 0, 30, 0));

    [Fact]
    public void Each_kind_has_its_price()
    {
        var price = new ModelCost(Input: 1, Output: 10, CacheRead: 0.1m, CacheWrite: 2);

        TokenPricing.CostOf(new TokenUsage(1_000_000, 100_000, 500_000, 250_000), price).ShouldBe(1m + 1m + 0.05m + 0.5m);
        TokenPricing.CostOf(new TokenUsage(1, 1, 1, 1), null).ShouldBeNull();
    }

    [Fact]
    public void Totals_add_up_and_say_what_had_no_price()
    {
        var one = default(UsageTotals).Add(new TokenUsage(1, 2, 3, 4), 0.5m);
        var two = default(UsageTotals).Add(new TokenUsage(10, 20, 30, 40), null);

        (one + two).ShouldBe(new UsageTotals(new TokenUsage(11, 22, 33, 44), 0.5m, 1));
        (one + two).Tokens.Total.ShouldBe(110);
    }
}
