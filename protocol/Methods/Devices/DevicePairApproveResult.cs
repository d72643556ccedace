namespace Moltbot.Protocol.Methods.Devices;

/// <summary>An approved device.</summary>
public sealed record DevicePairApproveResult
{
    /// <summary>The request.</summary>
    public required string RequestId { get; init; }

    /// <summary>The device.</summary>
    public required PairedDevice Device { get; init; }
}
