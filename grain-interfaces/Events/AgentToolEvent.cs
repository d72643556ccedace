namespace Moltbot.GrainInterfaces.Events;

/// <summary>A tool call begins, goes on or ends; stream <c>tool</c>.</summary>
[GenerateSerializer, Alias("moltbot.AgentToolEvent")]
public sealed record AgentToolEvent : AgentEvent
{
    /// <summary><c>start</c>, <c>update</c> or <c>result</c>.</summary>
    [Id(0)] public required string Phase { get; init; }

    /// <summary>The tool.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>The call.</summary>
    [Id(2)] public required string ToolCallId { get; init; }

    /// <summary>Arguments or result, as JSON.</summary>
    [Id(3)] public string? DataJson { get; init; }

    /// <summary>Whether the result is an error.</summary>
    [Id(4)] public bool IsError { get; init; }
}
