using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Approvals;

/// <summary>Replaces a node's document.</summary>
public sealed record ExecApprovalsNodeSetParams
{
    /// <summary>The node.</summary>
    public required string NodeId { get; init; }

    /// <summary>The document.</summary>
    public required RawJson File { get; init; }

    /// <summary>Hash of the version that the change is based on.</summary>
    public string? BaseHash { get; init; }
}
