using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Approvals;

/// <summary>The document of exec approvals, without secrets.</summary>
public sealed record ExecApprovalsSnapshot
{
    /// <summary>What it is called.</summary>
    public required string Path { get; init; }

    /// <summary>Whether anything is stored.</summary>
    public required bool Exists { get; init; }

    /// <summary>Names the stored version.</summary>
    public required string Hash { get; init; }

    /// <summary>The document.</summary>
    public required RawJson File { get; init; }
}
