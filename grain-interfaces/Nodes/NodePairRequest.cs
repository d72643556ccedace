namespace Moltbot.GrainInterfaces.Nodes;

/// <summary>A node that asks to be paired.</summary>
[GenerateSerializer, Alias("moltbot.NodePairRequest"), Immutable]
public sealed record NodePairRequest
{
    [Id(0)] public required string RequestId { get; init; }

    [Id(1)] public required NodeDescription Node { get; init; }

    [Id(2)] public bool? Silent { get; init; }

    [Id(3)] public bool IsRepair { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    [Id(4)] public required long Timestamp { get; init; }
}
