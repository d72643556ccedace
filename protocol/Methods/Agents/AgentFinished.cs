namespace Moltbot.Protocol.Methods.Agents;

/// <summary>Second answer to <c>agent</c>, under the same id.</summary>
public sealed record AgentFinished
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary><c>ok</c> or <c>error</c>.</summary>
    public required string Status { get; init; }

    /// <summary><c>completed</c>, or the error.</summary>
    public string? Summary { get; init; }

    /// <summary>What came of it.</summary>
    public AgentRunResult? Result { get; init; }
}
