namespace Moltbot.GrainInterfaces.Devices;

/// <summary>A tenant's devices.</summary>
[GenerateSerializer, Alias("moltbot.DeviceList"), Immutable]
public sealed record DeviceList(
    [property: Id(0)] IReadOnlyList<DevicePairRequest> Pending,
    [property: Id(1)] IReadOnlyList<PairedDevice> Paired);
