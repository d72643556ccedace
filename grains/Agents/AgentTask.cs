using Microsoft.Extensions.AI;
using Moltbot.Grains.Agents.Tools;

namespace Moltbot.Grains.Agents;

/// <summary>What an agent is asked to answer.</summary>
internal sealed record AgentTask
{
    /// <summary>For whom.</summary>
    public required ToolContext Context { get; init; }

    /// <summary>The tools that the model is told of.</summary>
    public IReadOnlyList<AITool> Tools { get; init; } = [];

    /// <summary>Whom to ask.</summary>
    public required ModelTargets Models { get; init; }

    /// <summary>The system prompt, then the conversation, then what was just said.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>off, minimal, low, medium, high, xhigh; null for the model's own.</summary>
    public string? Thinking { get; init; }

    /// <summary>The credential the session sticks to.</summary>
    public string? Profile { get; init; }
}
