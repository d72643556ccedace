namespace Moltbot.Protocol.Methods.Devices;

/// <summary>A rejected device.</summary>
public sealed record DevicePairRejectResult
{
    /// <summary>The request.</summary>
    public required string RequestId { get; init; }

    /// <summary>The device.</summary>
    public required string DeviceId { get; init; }
}
