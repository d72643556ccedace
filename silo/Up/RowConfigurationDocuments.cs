using Moltbot.GrainInterfaces;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Configuration;

namespace Moltbot.Silo.Up;

/// <summary>
/// In a cluster every tenant's document lives in the tenant's row, the same for all silos; a file only gives the default tenant its
/// first one.
/// </summary>
internal sealed class RowConfigurationDocuments(ConfigurationFile? seed) : IConfigurationDocuments
{
    public IConfigurationFile? FileOf(string tenant) => null;

    public string? SeedOf(string tenant) => tenant == TenantId.Default && seed is not null && File.Exists(seed.Path)
        ? File.ReadAllText(seed.Path)
        : null;

    public ConfigLoadOptions OptionsOf(string tenant) => new()
    {
        Tenant = tenant == TenantId.Default
            ? new TenantRestrictions { AllowPrivateAddresses = true, ChannelAccounts = int.MaxValue }
            : new TenantRestrictions { TokenPrefix = TenantToken.PrefixOf(tenant) },
    };
}
