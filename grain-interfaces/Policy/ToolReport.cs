namespace Moltbot.GrainInterfaces.Policy;

/// <summary>Why an agent may use a tool or may not.</summary>
[GenerateSerializer, Alias("moltbot.ToolReport"), Immutable]
public sealed record ToolReport
{
    /// <summary>The decision, by the name that policy knows the tool by.</summary>
    [Id(0)] public required ToolPermission Permission { get; init; }

    /// <summary>Whether there is a tool of that name.</summary>
    [Id(1)] public required bool IsKnown { get; init; }

    /// <summary>Where it would be used, with what was found out besides what was asked.</summary>
    [Id(2)] public required ToolUse Use { get; init; }

    /// <summary>Whether the session is sandboxed.</summary>
    [Id(3)] public required bool IsSandboxed { get; init; }

    /// <summary>What each layer says, in the order they are asked; a layer with several rules has several lines.</summary>
    [Id(4)] public required IReadOnlyList<PolicyLine> Lines { get; init; }
}
