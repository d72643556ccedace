using Moltbot.Policy.Configuration;

namespace Moltbot.Grains.Tenants;

/// <summary>A version of a tenant's configuration, ready for use.</summary>
/// <param name="Version">Counts up with every change in effect.</param>
/// <param name="Document">The document with its typed views.</param>
public sealed record TenantConfiguration(long Version, ConfigDocument Document);
