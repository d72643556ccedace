namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>Asks for one node.</summary>
public sealed record NodeDescribeParams
{
    /// <summary>The node.</summary>
    public required string NodeId { get; init; }
}
