namespace Moltbot.Grains.Tenants;

/// <summary>The registry's row.</summary>
[GenerateSerializer, Alias("moltbot.TenantRegistryState")]
public sealed class TenantRegistryState
{
    /// <summary>The tenants that were made or are being made, by name; ordinal.</summary>
    [Id(0)] public Dictionary<string, RegisteredTenant> Tenants { get; set; } = new(StringComparer.Ordinal);
}
