namespace Moltbot.GrainInterfaces.Policy;

/// <summary>All tools as one session has them.</summary>
[GenerateSerializer, Alias("moltbot.ToolOverview"), Immutable]
public sealed record ToolOverview
{
    /// <summary>Where they would be used, with what was found out besides what was asked.</summary>
    [Id(0)] public required ToolUse Use { get; init; }

    /// <summary>Whether the session is sandboxed.</summary>
    [Id(1)] public required bool IsSandboxed { get; init; }

    /// <summary>Whether a runner is connected that may run tools.</summary>
    [Id(2)] public required bool HasRunner { get; init; }

    /// <summary>Each tool there is.</summary>
    [Id(3)] public required IReadOnlyList<ToolStanding> Tools { get; init; }
}
