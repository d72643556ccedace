namespace Moltbot.GrainInterfaces.Events;

/// <summary>Something that a tenant's clients or gateways may have to learn.</summary>
[GenerateSerializer, Alias("moltbot.TenantEvent")]
public abstract record TenantEvent
{
    /// <summary>What a gateway is told of it. Each is told something: events have numbers, and a number that does not come is one that was lost.</summary>
    /// <param name="gatewayId">The gateway.</param>
    public virtual TenantEvent For(string gatewayId) => this;
}
