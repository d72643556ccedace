using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Approvals;

/// <summary>Replaces the document.</summary>
public sealed record ExecApprovalsSetParams
{
    /// <summary>The document.</summary>
    public required RawJson File { get; init; }

    /// <summary>Hash of the version that the change is based on.</summary>
    public string? BaseHash { get; init; }
}
