using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Tenants;

namespace Moltbot.Gateway.Methods.Tenants;

/// <summary>The installation's tenants, for its operator.</summary>
internal sealed class TenantsModule(KnownTenants known) : IMethodModule
{
    public void Register(MethodTableBuilder methods) => methods
        .Serve(TenantMethods.List, List)
        .Serve(TenantMethods.Create, (call, wanted) => Answer(call, wanted, static (registry, name) => registry.Create(name)))
        .Serve(TenantMethods.RotateToken, (call, wanted) => Answer(call, wanted, static (registry, name) => registry.RotateToken(name)));

    private static async ValueTask<GatewayResult<TenantsListResult>> List(MethodCall call)
    {
        IReadOnlyList<TenantSummary> tenants = await call.Grain<ITenantRegistryGrain>().List();
        return new TenantsListResult
        {
            Tenants = [.. tenants.Select(static tenant => new TenantLine { Tenant = tenant.Name, CreatedAt = tenant.CreatedAt == 0 ? null : tenant.CreatedAt })],
        };
    }

    private async ValueTask<GatewayResult<TenantTokenAnswer>> Answer(
        MethodCall call, TenantParams wanted, Func<ITenantRegistryGrain, string, Task<TenantTokenResult>> ask)
    {
        TenantTokenResult result = await ask(call.Grain<ITenantRegistryGrain>(), wanted.Tenant);
        if (result.Token is not { } token)
        {
            return GatewayError.Invalid(result.Error ?? "refused");
        }

        await known.Refresh();
        CallerContext.Use(call.Caller.Claim);
        return new TenantTokenAnswer { Tenant = wanted.Tenant, Token = token };
    }
}
