using Moltbot.Models.Providers;

namespace Moltbot.Models.Catalog;

/// <inheritdoc />
public sealed class ModelCatalog : IModelCatalog
{
    /// <summary>Assumed when a model's window is unknown (runtime.md §9).</summary>
    public const int DefaultContextWindow = 200_000;

    /// <inheritdoc />
    public IReadOnlyList<ModelEntry> List(IEnumerable<ModelProviderOptions> providers) =>
        [.. providers
            .SelectMany(p => p.Models.Select(m => Entry(p.Id, m)))
            .DistinctBy(m => (m.Provider, m.Id))
            .OrderBy(m => m.Provider, StringComparer.OrdinalIgnoreCase)
            .ThenBy(m => m.Name, StringComparer.OrdinalIgnoreCase)];

    /// <inheritdoc />
    public int ContextWindow(IEnumerable<ModelProviderOptions> providers, string provider, string model) =>
        providers.FirstOrDefault(p => string.Equals(p.Id, provider, StringComparison.Ordinal))?.Find(model)?.ContextWindow
            ?? DefaultContextWindow;

    private static ModelEntry Entry(string provider, ModelOptions model) => new(
        model.Id, string.IsNullOrWhiteSpace(model.Name) ? model.Id : model.Name, provider,
        model.ContextWindow, model.Reasoning, model.Input);
}
