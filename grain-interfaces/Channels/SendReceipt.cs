namespace Moltbot.GrainInterfaces.Channels;

/// <summary>Where a message stands.</summary>
[GenerateSerializer, Alias("moltbot.SendReceipt"), Immutable]
public sealed record SendReceipt
{
    /// <summary>The message.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The worst outcome of its pieces.</summary>
    [Id(1)] public required OutboundOutcome Outcome { get; init; }

    /// <summary>The platform's id of its last piece.</summary>
    [Id(2)] public string? MessageId { get; init; }

    /// <summary>What the platform said.</summary>
    [Id(3)] public string? Error { get; init; }

    /// <summary>Whether the id was there before.</summary>
    [Id(4)] public bool Existing { get; init; }
}
