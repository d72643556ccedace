namespace Moltbot.Protocol.Methods.Tenants;

/// <summary>The installation's tenants.</summary>
public sealed record TenantsListResult
{
    /// <summary>The installation's own first, the others by name.</summary>
    public required IReadOnlyList<TenantLine> Tenants { get; init; }
}
