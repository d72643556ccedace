namespace Moltbot.Protocol.Methods.Agents;

/// <summary>The agents.</summary>
public sealed record AgentsListResult
{
    /// <summary>Agent used when none is named.</summary>
    public required string DefaultId { get; init; }

    /// <summary>Name of the main session.</summary>
    public required string MainKey { get; init; }

    /// <summary><c>per-sender</c> or <c>global</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>Every agent.</summary>
    public required IReadOnlyList<AgentSummary> Agents { get; init; }
}
