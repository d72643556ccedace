using Orleans.Concurrency;

namespace Moltbot.GrainInterfaces.Events;

/// <summary>A gateway that has clients of a tenant.</summary>
[Alias("moltbot.IGatewayObserver")]
public interface IGatewayObserver : IGrainObserver
{
    /// <summary>Tells one event. Events of one tenant may overtake each other on the way; <paramref name="sequence"/> tells their order.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="sequence">Counts the tenant's events; a gap tells that some were missed.</param>
    /// <param name="tenantEvent">The event.</param>
    [OneWay, Alias("OnEvent")]
    Task OnEvent(string tenant, long sequence, TenantEvent tenantEvent);
}
