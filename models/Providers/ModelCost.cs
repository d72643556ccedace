namespace Moltbot.Models.Providers;

/// <summary>Prices in US dollars per million tokens (<c>models[].cost</c>).</summary>
/// <param name="Input">Prompt tokens that no cache served.</param>
/// <param name="Output">Generated tokens, reasoning included.</param>
/// <param name="CacheRead">Prompt tokens read from the provider's cache.</param>
/// <param name="CacheWrite">Prompt tokens written to the provider's cache.</param>
public sealed record ModelCost(decimal Input = 0, decimal Output = 0, decimal CacheRead = 0, decimal CacheWrite = 0);
