namespace Moltbot.Protocol.Events;

/// <summary>A node's request ended.</summary>
public sealed record NodePairResolved
{
    /// <summary>The request.</summary>
    public required string RequestId { get; init; }

    /// <summary>The node.</summary>
    public required string NodeId { get; init; }

    /// <summary><c>approved</c> or <c>rejected</c>.</summary>
    public required string Decision { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long Ts { get; init; }
}
