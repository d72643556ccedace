namespace Moltbot.GrainInterfaces.Events;

/// <summary>A pairing request was answered, event <c>device.pair.resolved</c>.</summary>
[GenerateSerializer, Alias("moltbot.DevicePairResolvedEvent")]
public sealed record DevicePairResolvedEvent : TenantEvent
{
    /// <summary>The request.</summary>
    [Id(0)] public required string RequestId { get; init; }

    /// <summary>The device.</summary>
    [Id(1)] public required string DeviceId { get; init; }

    /// <summary><c>approved</c> or <c>rejected</c>.</summary>
    [Id(2)] public required string Decision { get; init; }

    /// <summary>When, epoch milliseconds.</summary>
    [Id(3)] public required long Timestamp { get; init; }
}
