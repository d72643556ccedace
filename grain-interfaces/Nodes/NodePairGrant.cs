namespace Moltbot.GrainInterfaces.Nodes;

/// <summary>A node just paired, with its token; told once, kept hashed.</summary>
[GenerateSerializer, Alias("moltbot.NodePairGrant"), Immutable]
public sealed record NodePairGrant
{
    [Id(0)] public required NodePairRequest Request { get; init; }

    [Id(1)] public required PairedNode Node { get; init; }

    [Id(2)] public required string Token { get; init; }

    public override string ToString() => $"NodePairGrant for {Node.Node.NodeId}";
}
