namespace Moltbot.Protocol.Methods.Devices;

/// <summary>Approves a request.</summary>
public sealed record DevicePairApproveParams
{
    /// <summary>The request.</summary>
    public required string RequestId { get; init; }
}
