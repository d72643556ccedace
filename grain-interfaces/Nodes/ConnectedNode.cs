namespace Moltbot.GrainInterfaces.Nodes;

/// <summary>A node and where its socket is.</summary>
[GenerateSerializer, Alias("moltbot.ConnectedNode"), Immutable]
public sealed record ConnectedNode
{
    [Id(0)] public required NodeDescription Node { get; init; }

    [Id(1)] public required string GatewayId { get; init; }

    [Id(2)] public required string ConnectionId { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    [Id(3)] public required long ConnectedAt { get; init; }

    /// <summary>The principal of its connection: nobody else answers for the node.</summary>
    [Id(4)] public required string Principal { get; init; }

    /// <summary>Whether this only keeps an entry alive: then a later connection of the same node keeps its place.</summary>
    [Id(5)] public bool IsRenewal { get; init; }
}
