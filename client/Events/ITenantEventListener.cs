using Moltbot.GrainInterfaces.Events;

namespace Moltbot.Gateway.Events;

/// <summary>A part of the gateway that wants to hear of a tenant's events. Registered in the container.</summary>
public interface ITenantEventListener
{
    /// <summary>Tells one event; must return at once and not throw.</summary>
    void OnEvent(string tenant, TenantEvent tenantEvent);
}
