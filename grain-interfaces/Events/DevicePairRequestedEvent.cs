using Moltbot.GrainInterfaces.Devices;

namespace Moltbot.GrainInterfaces.Events;

/// <summary>A device asks to be paired, event <c>device.pair.requested</c>.</summary>
/// <param name="Request">The request.</param>
[GenerateSerializer, Alias("moltbot.DevicePairRequestedEvent")]
public sealed record DevicePairRequestedEvent([property: Id(0)] DevicePairRequest Request) : TenantEvent;
