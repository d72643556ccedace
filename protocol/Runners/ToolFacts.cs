namespace Moltbot.Protocol.Runners;

/// <summary>What words mean where a call would run. What is not there is left out.</summary>
public sealed record ToolFacts
{
    /// <summary>The folder, absolute and with all links followed.</summary>
    public required string Cwd { get; init; }

    public required IReadOnlyList<ToolProgramFact> Programs { get; init; }

    public required IReadOnlyList<ToolScriptFact> Scripts { get; init; }
}
