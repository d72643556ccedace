namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>A rejected node.</summary>
public sealed record NodePairRejectResult
{
    /// <summary>The request.</summary>
    public required string RequestId { get; init; }

    /// <summary>The node.</summary>
    public required string NodeId { get; init; }
}
