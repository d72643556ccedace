namespace Moltbot.GrainInterfaces.Nodes;

/// <summary>What became of a request.</summary>
[GenerateSerializer, Alias("moltbot.NodePairReceipt"), Immutable]
public sealed record NodePairReceipt([property: Id(0)] NodePairRequest Request, [property: Id(1)] bool Created);
