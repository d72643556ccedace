using Moltbot.Models.Providers;

namespace Moltbot.Models.Usage;

/// <summary>What tokens cost.</summary>
public static class TokenPricing
{
    private const decimal Million = 1_000_000m;

    /// <summary>US dollars; null when the price is unknown, so that a missing price is never counted as free.</summary>
    public static decimal? CostOf(TokenUsage usage, ModelCost? price) => price is null
        ? null
        : ((usage.Input * price.Input) + (usage.Output * price.Output)
            + (usage.CacheRead * price.CacheRead) + (usage.CacheWrite * price.CacheWrite)) / Million;
}
