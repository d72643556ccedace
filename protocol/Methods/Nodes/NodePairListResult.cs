namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>Nodes and requests of the old kind.</summary>
public sealed record NodePairListResult
{
    /// <summary>Open requests.</summary>
    public required IReadOnlyList<NodePairRequest> Pending { get; init; }

    /// <summary>Paired nodes.</summary>
    public required IReadOnlyList<PairedNode> Paired { get; init; }
}
