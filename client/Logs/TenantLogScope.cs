namespace Moltbot.Gateway.Logs;

/// <summary>Put around code that runs for one tenant without calling grains in its name: its lines go into the tenant's file.</summary>
/// <param name="Tenant">The tenant's id.</param>
internal sealed record TenantLogScope(string Tenant);
