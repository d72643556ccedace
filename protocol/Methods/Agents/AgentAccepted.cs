namespace Moltbot.Protocol.Methods.Agents;

/// <summary>First answer to <c>agent</c>.</summary>
public sealed record AgentAccepted
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary><c>accepted</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long AcceptedAt { get; init; }
}
