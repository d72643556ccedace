namespace Moltbot.Protocol.Methods.Devices;

/// <summary>Devices and requests, newest first.</summary>
public sealed record DevicePairListResult
{
    /// <summary>Open requests.</summary>
    public required IReadOnlyList<DevicePairRequest> Pending { get; init; }

    /// <summary>Paired devices.</summary>
    public required IReadOnlyList<PairedDevice> Paired { get; init; }
}
