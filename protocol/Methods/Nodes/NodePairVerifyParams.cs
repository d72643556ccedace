namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>Checks a node's token.</summary>
public sealed record NodePairVerifyParams
{
    /// <summary>The node.</summary>
    public required string NodeId { get; init; }

    /// <summary>Its secret.</summary>
    public required string Token { get; init; }
}
