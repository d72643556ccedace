using Moltbot.Policy.Configuration;

namespace Moltbot.Grains.Tenants;

/// <summary>Where the text of a tenant's configuration is kept: a file of the operator's, or the tenant's row.</summary>
public interface IConfigurationDocuments
{
    /// <summary>The kept text, when this store keeps the tenant's; null leaves it to the tenant's row.</summary>
    IConfigurationFile? FileOf(string tenant);

    /// <summary>The text that a tenant without a document begins with; null for none.</summary>
    string? SeedOf(string tenant);

    /// <summary>What loading the tenant's text may use.</summary>
    ConfigLoadOptions OptionsOf(string tenant);
}
