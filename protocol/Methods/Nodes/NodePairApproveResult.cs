namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>An approved node.</summary>
public sealed record NodePairApproveResult
{
    /// <summary>The request.</summary>
    public required string RequestId { get; init; }

    /// <summary>The node with its token.</summary>
    public required PairedNode Node { get; init; }
}
