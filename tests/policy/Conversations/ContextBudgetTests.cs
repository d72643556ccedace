using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Conversations;

namespace Moltbot.Policy.Tests.Conversations;

public sealed class ContextBudgetTests
{
    [Theory]
    [InlineData(200_000, 20_000, 180_000, 20_000, 90_000, 18_000, 4_000)]
    [InlineData(32_000, 20_000, 12_000, 4_000, 6_000, 1_200, 2_000)]
    [InlineData(24_096, 20_000, 4_096, 1_365, 2_048, 409, 682)]
    [InlineData(24_095, 20_000, 4_096, 1_365, 2_048, 409, 682)]
    [InlineData(20_000, 20_000, 4_096, 1_365, 2_048, 409, 682)]
    [InlineData(8_000, 20_000, 4_000, 1_333, 2_000, 400, 666)]
    [InlineData(6_000, 0, 6_000, 2_000, 3_000, 600, 1_000)]
    [InlineData(1_000_000, 20_000, 980_000, 20_000, 490_000, 98_000, 4_000)]
    [InlineData(300, 0, 300, 100, 150, 30, 64)]
    [InlineData(1, 20_000, 1, 0, 0, 0, 64)]
    [InlineData(0, 0, 1, 0, 0, 0, 64)]
    public void A_window_is_shared_out(int window, int reserve, int limit, int kept, int largest, int worth, int summary)
    {
        var budget = new ContextBudget(window, new CompactionConfig { ReserveTokens = reserve });

        (budget.Limit, budget.Kept, budget.LargestKept, budget.Worth, budget.Summary).ShouldBe((limit, kept, largest, worth, summary));
        budget.Window.ShouldBe(Math.Max(window, 1));
    }

    [Theory]
    [InlineData(200_000, true, 4_000, 176_000)]
    [InlineData(200_000, false, 4_000, null)]
    [InlineData(24_096, true, 4_096, null)]
    [InlineData(24_096, true, 4_095, 1)]
    public void Memory_is_written_before_the_limit_is_reached(int window, bool enabled, int before, int? at) =>
        new ContextBudget(window, new CompactionConfig { MemoryFlush = new MemoryFlushConfig { Enabled = enabled, SoftThresholdTokens = before } }).FlushAt.ShouldBe(at);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    public void Tokens_are_estimated_on_the_high_side(long characters, long tokens) => ContextBudget.TokensOf(characters).ShouldBe(tokens);
}
