namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>Rejects a request.</summary>
public sealed record NodePairRejectParams
{
    /// <summary>The request.</summary>
    public required string RequestId { get; init; }
}
