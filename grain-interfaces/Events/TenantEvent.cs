namespace Moltbot.GrainInterfaces.Events;

/// <summary>Something that a tenant's clients or gateways may have to learn.</summary>
[GenerateSerializer, Alias("moltbot.TenantEvent")]
public abstract record TenantEvent;
