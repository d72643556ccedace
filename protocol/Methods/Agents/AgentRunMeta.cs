namespace Moltbot.Protocol.Methods.Agents;

/// <summary>Facts about a run.</summary>
public sealed record AgentRunMeta
{
    /// <summary>What it took.</summary>
    public required long DurationMs { get; init; }

    /// <summary>Model and usage.</summary>
    public AgentModelMeta? AgentMeta { get; init; }

    /// <summary>Whether it was stopped.</summary>
    public bool? Aborted { get; init; }
}
