namespace Moltbot.Protocol.Methods.Agents;

/// <summary>How a run ended.</summary>
public sealed record AgentWaitResult
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary><c>ok</c>, <c>error</c> or <c>timeout</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public long? StartedAt { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public long? EndedAt { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }
}
