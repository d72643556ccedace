namespace Moltbot.Protocol.Methods.Approvals;

/// <summary>Asks a node for its document.</summary>
public sealed record ExecApprovalsNodeGetParams
{
    /// <summary>The node.</summary>
    public required string NodeId { get; init; }
}
