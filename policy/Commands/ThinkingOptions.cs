using System.Collections.Frozen;
using Moltbot.Policy.Models;

namespace Moltbot.Policy.Commands;

/// <summary>Which thinking levels a model has (runtime.md §8).</summary>
public static class ThinkingOptions
{
    private const string Highest = "xhigh";
    private const string BinaryProvider = "zai";

    private static readonly string[] Common = ["off", "minimal", "low", "medium", "high"];

    // As the original lists them; ids of other models do not tell.
    private static readonly FrozenSet<string> Highests =
        FrozenSet.Create(StringComparer.Ordinal, "openai/gpt-5.2", "openai-codex/gpt-5.2-codex", "openai-codex/gpt-5.1-codex");

    /// <summary>The levels, lowest first.</summary>
    /// <param name="provider">The provider; null when it is not known, and the model's id alone tells.</param>
    /// <param name="model">The model's id.</param>
    public static IReadOnlyList<string> For(string? provider, string? model) => HasHighest(provider, model) ? [.. Common, Highest] : Common;

    /// <summary>What people choose among: some providers only switch thinking on and off.</summary>
    /// <param name="provider">The provider; null when it is not known.</param>
    /// <param name="model">The model's id.</param>
    public static IReadOnlyList<string> ChoicesFor(string? provider, string? model) =>
        ProviderIds.Normalize(provider) == BinaryProvider ? ["off", "on"] : For(provider, model);

    private static bool HasHighest(string? provider, string? model)
    {
        var id = (model ?? "").Trim().ToLowerInvariant();
        var owner = (provider ?? "").Trim().ToLowerInvariant();
        return id.Length > 0 && (owner.Length > 0
            ? Highests.Contains($"{owner}/{id}")
            : Highests.Any(each => each.EndsWith($"/{id}", StringComparison.Ordinal)));
    }
}
