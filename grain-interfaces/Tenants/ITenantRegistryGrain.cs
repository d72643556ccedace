using Moltbot.GrainInterfaces.Security;

namespace Moltbot.GrainInterfaces.Tenants;

/// <summary>The tenants of the installation. Key: <see cref="TenantId.Operator"/>, and no other.</summary>
[Alias("moltbot.ITenantRegistryGrain")]
public interface ITenantRegistryGrain : IGrainWithStringKey
{
    /// <summary>The tenants, the installation's own first, the others by name.</summary>
    [Access(Scope.Tenants, AlsoGateway = true), Alias("List")]
    Task<IReadOnlyList<TenantSummary>> List();

    /// <summary>Makes a tenant and gives it its first gateway token. What was left half made by a crash is made whole.</summary>
    [Access(Scope.Tenants), Alias("Create")]
    Task<TenantTokenResult> Create(string name);

    /// <summary>Gives a tenant another gateway token; the former one ends at once, with the connections that came in by it.</summary>
    [Access(Scope.Tenants), Alias("RotateToken")]
    Task<TenantTokenResult> RotateToken(string name);

    /// <summary>Shuts a tenant, or opens it again; see <see cref="ITenantGrain.Suspend"/>.</summary>
    /// <returns>What was wrong, and what is allowed; null when nothing was.</returns>
    [Access(Scope.Tenants), Alias("Suspend")]
    Task<string?> Suspend(string name, bool isSuspended);
}
