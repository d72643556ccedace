using Moltbot.GrainInterfaces.Devices;

namespace Moltbot.Grains.Devices;

/// <summary>The row of a tenant's device directory.</summary>
[GenerateSerializer, Alias("moltbot.DeviceDirectoryState")]
public sealed class DeviceDirectoryState
{
    /// <summary>Requests by device; one each.</summary>
    [Id(0)] public Dictionary<string, DevicePairRequest> Pending { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The ids of devices that were paired.</summary>
    [Id(1)] public List<string> Devices { get; set; } = [];
}
