using Moltbot.GrainInterfaces.Security;

namespace Moltbot.GrainInterfaces.Events;

/// <summary>Passes a tenant's events to the gateways that have clients of it. Key: <see cref="GrainKey.ForTenant"/>.</summary>
[Alias("moltbot.ITenantEventsGrain")]
public interface ITenantEventsGrain : IGrainWithStringKey
{
    /// <summary>How long a subscription lasts without being renewed.</summary>
    public static readonly TimeSpan SubscriptionLife = TimeSpan.FromSeconds(90);

    /// <summary>Begins or renews a gateway's subscription.</summary>
    /// <returns>The number of the last event published; it grows over the grain's activations, too.</returns>
    [Access(CallerRole.Gateway), Alias("Subscribe")]
    Task<long> Subscribe(string gatewayId, IGatewayObserver observer);

    /// <summary>Ends it.</summary>
    [Access(CallerRole.Gateway), Alias("Unsubscribe")]
    Task Unsubscribe(string gatewayId);

    /// <summary>Tells all gateways; returns when the event is on its way, in order with what was published before.</summary>
    [Access(CallerRole.Gateway), Alias("Publish")]
    Task Publish(TenantEvent tenantEvent);
}
