namespace Moltbot.Protocol.Methods.Devices;

/// <summary>Rejects a request.</summary>
public sealed record DevicePairRejectParams
{
    /// <summary>The request.</summary>
    public required string RequestId { get; init; }
}
