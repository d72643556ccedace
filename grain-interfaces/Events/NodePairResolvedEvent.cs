namespace Moltbot.GrainInterfaces.Events;

/// <summary>A node's pairing request was answered, event <c>node.pair.resolved</c>.</summary>
[GenerateSerializer, Alias("moltbot.NodePairResolvedEvent")]
public sealed record NodePairResolvedEvent : TenantEvent
{
    /// <summary>The request.</summary>
    [Id(0)] public required string RequestId { get; init; }

    /// <summary>The node.</summary>
    [Id(1)] public required string NodeId { get; init; }

    /// <summary><c>approved</c> or <c>rejected</c>.</summary>
    [Id(2)] public required string Decision { get; init; }

    /// <summary>When, epoch milliseconds.</summary>
    [Id(3)] public required long Timestamp { get; init; }
}
