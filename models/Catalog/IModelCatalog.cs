using Moltbot.Models.Providers;

namespace Moltbot.Models.Catalog;

/// <summary>What models a tenant's providers offer. Asks nobody: the configuration is the catalogue.</summary>
public interface IModelCatalog
{
    /// <summary>Sorted by provider, then name (ordinal, case-insensitive); a model listed twice appears once, the first wins.</summary>
    IReadOnlyList<ModelEntry> List(IEnumerable<ModelProviderOptions> providers);

    /// <summary>Tokens of prompt and answer together; <see cref="ModelCatalog.DefaultContextWindow"/> when unknown.</summary>
    int ContextWindow(IEnumerable<ModelProviderOptions> providers, string provider, string model);
}
