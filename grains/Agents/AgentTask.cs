using Microsoft.Extensions.AI;

namespace Moltbot.Grains.Agents;

/// <summary>What an agent is asked to answer.</summary>
internal sealed record AgentTask
{
    public required string Tenant { get; init; }

    public required string SessionKey { get; init; }

    public required string RunId { get; init; }

    public required string AgentId { get; init; }

    /// <summary>Whom to ask.</summary>
    public required ModelTargets Models { get; init; }

    /// <summary>The system prompt, then the conversation, then what was just said.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>off, minimal, low, medium, high, xhigh; null for the model's own.</summary>
    public string? Thinking { get; init; }

    /// <summary>The credential the session sticks to.</summary>
    public string? Profile { get; init; }
}
