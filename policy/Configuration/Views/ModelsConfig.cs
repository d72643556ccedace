namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>models</c>: providers beyond the built-in ones.</summary>
public sealed record ModelsConfig
{
    /// <summary><c>merge</c> (add to the built-in catalog) or <c>replace</c>.</summary>
    public string Mode { get; init; } = "merge";

    /// <summary>By the provider's id as written.</summary>
    public IReadOnlyDictionary<string, ModelProviderConfig> Providers { get; init; } = new Dictionary<string, ModelProviderConfig>(StringComparer.Ordinal);

    internal static ModelsConfig From(ConfigSection section) => new()
    {
        Mode = section.String("mode") ?? "merge",
        Providers = section.Entries("providers").ToDictionary(
            static entry => entry.Key, static entry => ModelProviderConfig.From(entry.Key, new ConfigSection(entry.Value)), StringComparer.Ordinal),
    };
}
