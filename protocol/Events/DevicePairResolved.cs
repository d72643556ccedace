namespace Moltbot.Protocol.Events;

/// <summary>A device's request ended.</summary>
public sealed record DevicePairResolved
{
    /// <summary>The request.</summary>
    public required string RequestId { get; init; }

    /// <summary>The device.</summary>
    public required string DeviceId { get; init; }

    /// <summary><c>approved</c> or <c>rejected</c>.</summary>
    public required string Decision { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long Ts { get; init; }
}
