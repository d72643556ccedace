using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Conformance.Adapters.Configuration;
using Moltbot.Grains.Agents;
using Moltbot.Models.Providers;
using Moltbot.Models.Usage;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Models;
using Moltbot.Policy.Replies;

namespace Moltbot.Conformance.Adapters.Models;

/// <summary>from_tests_infra_utils: what tokens cost.</summary>
public sealed class UsageArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("formatTokenCount", input => UsageText.Tokens(input.Arg("value", 0) is { ValueKind: JsonValueKind.Number } tokens ? tokens.GetDouble() : 0)),
        new("formatUsd", input => input.Arg("value", 0) is { ValueKind: JsonValueKind.Number } dollars ? UsageText.Dollars(dollars.GetDouble()) : null),
        new("resolveModelCostConfig", input => Show(Price(input.One()))),
        new("estimateUsageCost", input => (double?)TokenPricing.CostOf(Usage(input.One().Get("usage")), Cost(input.One().Get("cost")))),
    ];

    public IEnumerable<Difference> Differences => [];

    /// <summary>From the configuration to the price that runs are charged with.</summary>
    private static ModelCost? Price(JsonElement one)
    {
        string provider = ProviderIds.Normalize(one.Text("provider"));
        ModelConfig? model = ConfigInput.Document(one.Get("config")).Models.Providers.Values
            .Where(each => ProviderIds.Normalize(each.Id) == provider)
            .SelectMany(each => each.Models ?? [])
            .FirstOrDefault(each => each.Id == one.Text("model"));
        return model is null ? null : ModelSelector.Options(model).Cost;
    }

    private static JsonNode? Show(ModelCost? price) => price is null ? null : new JsonObject
    {
        ["input"] = price.Input,
        ["output"] = price.Output,
        ["cacheRead"] = price.CacheRead,
        ["cacheWrite"] = price.CacheWrite,
    };

    private static TokenUsage Usage(JsonElement? usage) => new(
        Count(usage, "input"), Count(usage, "output"), Count(usage, "cacheRead"), Count(usage, "cacheWrite"));

    private static long Count(JsonElement? usage, string name) => (long)(usage.Number(name) ?? 0);

    private static ModelCost? Cost(JsonElement? cost) => cost is null
        ? null
        : new ModelCost(Amount(cost, "input"), Amount(cost, "output"), Amount(cost, "cacheRead"), Amount(cost, "cacheWrite"));

    private static decimal Amount(JsonElement? cost, string name) => (decimal)(cost.Number(name) ?? 0);
}
