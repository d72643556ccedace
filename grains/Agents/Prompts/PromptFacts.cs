using Microsoft.Extensions.AI;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Models;

namespace Moltbot.Grains.Agents.Prompts;

/// <summary>What a system prompt is made of.</summary>
internal sealed record PromptFacts
{
    /// <summary>The tenant's configuration.</summary>
    public required ConfigDocument Document { get; init; }

    public required string AgentId { get; init; }

    /// <summary>Who is asked.</summary>
    public required ModelReference Model { get; init; }

    /// <summary>Where the conversation is; null for a gateway client.</summary>
    public string? Channel { get; init; }

    /// <summary>How long it thinks; null for not at all.</summary>
    public string? Thinking { get; init; }

    /// <summary>The person's time zone.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>The tools that it is offered.</summary>
    public required IReadOnlyList<AITool> Tools { get; init; }

    /// <summary>The skills that it is told of.</summary>
    public IReadOnlyList<ToldSkill> Skills { get; init; } = [];

    /// <summary>The section of the workspace's files.</summary>
    public required string Workspace { get; init; }

    /// <summary>Whether it is a sub-agent: it is told less, since nobody reads along.</summary>
    public bool IsMinimal { get; init; }

    /// <summary>What the caller adds; null for nothing.</summary>
    public string? Extra { get; init; }
}
