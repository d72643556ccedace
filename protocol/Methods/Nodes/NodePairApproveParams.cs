namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>Approves a request.</summary>
public sealed record NodePairApproveParams
{
    /// <summary>The request.</summary>
    public required string RequestId { get; init; }
}
