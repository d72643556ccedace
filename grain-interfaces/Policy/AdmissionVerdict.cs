namespace Moltbot.GrainInterfaces.Policy;

/// <summary>What becomes of an update.</summary>
[GenerateSerializer, Alias("moltbot.AdmissionVerdict"), Immutable]
public sealed record AdmissionVerdict
{
    /// <summary>The decision.</summary>
    [Id(0)] public required AdmissionOutcome Outcome { get; init; }

    /// <summary>Which rule decided, for logs, tests and explain.</summary>
    [Id(1)] public required string Reason { get; init; }

    /// <summary>Whether the sender may use control commands.</summary>
    [Id(2)] public bool CommandsAllowed { get; init; }

    /// <summary>The agent that answers.</summary>
    [Id(3)] public string? AgentId { get; init; }

    /// <summary>The canonical session key.</summary>
    [Id(4)] public string? SessionKey { get; init; }

    /// <summary>Whether the update counts as addressed to the assistant.</summary>
    [Id(5)] public bool IsAddressed { get; init; }

    /// <summary>What the model is told in that place (<c>systemPrompt</c> of a group, topic or channel).</summary>
    [Id(6)] public string? SystemPrompt { get; init; }
}
