using Moltbot.GrainInterfaces.Events;

namespace Moltbot.Gateway.Tenants;

/// <summary>What a tenant's events grain calls. The engine holds it weakly; the view keeps it.</summary>
internal sealed class GatewayObserver(TenantView view) : IGatewayObserver
{
    public Task OnEvent(string tenant, long sequence, TenantEvent tenantEvent)
    {
        if (tenant == view.Tenant)
        {
            view.OnEvent(sequence, tenantEvent);
        }

        return Task.CompletedTask;
    }
}
