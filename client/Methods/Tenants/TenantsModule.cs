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
        .Serve(TenantMethods.RotateToken, (call, wanted) => Answer(call, wanted, static (registry, name) => registry.RotateToken(name)))
        .Serve(TenantMethods.Suspend, (call, wanted) => Suspend(call, wanted, isSuspended: true))
        .Serve(TenantMethods.Resume, (call, wanted) => Suspend(call, wanted, isSuspended: false));

    private static async ValueTask<GatewayResult<TenantsListResult>> List(MethodCall call)
    {
        IReadOnlyList<TenantSummary> tenants = await call.Grain<ITenantRegistryGrain>().List();
        return new TenantsListResult
        {
            Tenants =
            [
                .. tenants.Select(static tenant => new TenantLine
                {
                    Tenant = tenant.Name,
                    CreatedAt = tenant.CreatedAt == 0 ? null : tenant.CreatedAt,
                    Suspended = tenant.IsSuspended ? true : null,
                }),
            ],
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

        await Refresh(call);
        return new TenantTokenAnswer { Tenant = wanted.Tenant, Token = token };
    }

    private async ValueTask<GatewayResult<TenantAnswer>> Suspend(MethodCall call, TenantParams wanted, bool isSuspended)
    {
        if (await call.Grain<ITenantRegistryGrain>().Suspend(wanted.Tenant, isSuspended) is { } error)
        {
            return GatewayError.Invalid(error);
        }

        await Refresh(call);
        return new TenantAnswer { Tenant = wanted.Tenant };
    }

    /// <summary>Its channels are connected, or not any more, at once; other gateways ask within half a minute.</summary>
    private async Task Refresh(MethodCall call)
    {
        await known.Refresh();
        CallerContext.Use(call.Caller.Claim);
    }
}
