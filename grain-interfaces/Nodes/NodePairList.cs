namespace Moltbot.GrainInterfaces.Nodes;

/// <summary>A tenant's nodes of the older pairing.</summary>
[GenerateSerializer, Alias("moltbot.NodePairList"), Immutable]
public sealed record NodePairList(
    [property: Id(0)] IReadOnlyList<NodePairRequest> Pending,
    [property: Id(1)] IReadOnlyList<PairedNode> Paired);
