namespace Moltbot.Policy.Configuration.Views;

/// <summary>Price in US dollars for a million tokens of each kind; zero when unknown.</summary>
public sealed record ModelCostConfig(double Input, double Output, double CacheRead, double CacheWrite)
{
    internal static ModelCostConfig From(ConfigSection section) => new(
        section.Number("input") ?? 0, section.Number("output") ?? 0, section.Number("cacheRead") ?? 0, section.Number("cacheWrite") ?? 0);
}
