namespace Moltbot.GrainInterfaces.Events;

/// <summary>The tenant's configuration has a new version; gateways and grains read it again. Never sent to clients.</summary>
/// <param name="Version">The version now in force.</param>
[GenerateSerializer, Alias("moltbot.ConfigurationChangedEvent")]
public sealed record ConfigurationChangedEvent([property: Id(0)] long Version) : TenantEvent;
