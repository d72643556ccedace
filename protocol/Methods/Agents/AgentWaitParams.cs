namespace Moltbot.Protocol.Methods.Agents;

/// <summary>Waits for the end of a run.</summary>
public sealed record AgentWaitParams
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>Longest wait, default 30000.</summary>
    public long? TimeoutMs { get; init; }
}
