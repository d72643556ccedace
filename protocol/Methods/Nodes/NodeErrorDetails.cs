namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>Details of a failed <c>node.invoke</c>.</summary>
public sealed record NodeErrorDetails
{
    /// <summary>What the node said.</summary>
    public required NodeError NodeError { get; init; }
}
