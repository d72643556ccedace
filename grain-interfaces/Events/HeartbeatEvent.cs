namespace Moltbot.GrainInterfaces.Events;

/// <summary>A heartbeat ran, event <c>heartbeat</c>.</summary>
/// <param name="PayloadJson">The payload of protocol §3, as JSON.</param>
[GenerateSerializer, Alias("moltbot.HeartbeatEvent")]
public sealed record HeartbeatEvent([property: Id(0)] string PayloadJson) : TenantEvent;
