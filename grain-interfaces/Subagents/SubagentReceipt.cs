namespace Moltbot.GrainInterfaces.Subagents;

/// <summary>Whether a sub-agent was begun.</summary>
[GenerateSerializer, Alias("moltbot.SubagentReceipt"), Immutable]
public sealed record SubagentReceipt
{
    /// <summary>Its session; null when it was refused.</summary>
    [Id(0)] public string? SessionKey { get; init; }

    /// <summary>Its run; null when it was refused.</summary>
    [Id(1)] public string? RunId { get; init; }

    /// <summary>Why not, for the model; null when it was begun.</summary>
    [Id(2)] public string? Refusal { get; init; }
}
