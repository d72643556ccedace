namespace Moltbot.GrainInterfaces.Nodes;

/// <summary>A paired node without its token. Times are epoch milliseconds.</summary>
[GenerateSerializer, Alias("moltbot.PairedNode"), Immutable]
public sealed record PairedNode
{
    [Id(0)] public required NodeDescription Node { get; init; }

    [Id(1)] public required long CreatedAt { get; init; }

    [Id(2)] public required long ApprovedAt { get; init; }

    [Id(3)] public long? LastConnectedAt { get; init; }
}
