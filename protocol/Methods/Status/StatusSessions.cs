namespace Moltbot.Protocol.Methods.Status;

/// <summary>Sessions of all agents.</summary>
public sealed record StatusSessions
{
    /// <summary>Where they are stored.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>How many.</summary>
    public required long Count { get; init; }

    /// <summary>Model of new sessions.</summary>
    public required StatusSessionDefaults Defaults { get; init; }

    /// <summary>The most recent ones, at most 10.</summary>
    public required IReadOnlyList<StatusSession> Recent { get; init; }

    /// <summary>By agent.</summary>
    public required IReadOnlyList<StatusAgentSessions> ByAgent { get; init; }
}
