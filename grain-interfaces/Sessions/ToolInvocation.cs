namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>One call of a tool that a program asks for, without a turn and without a model.</summary>
[GenerateSerializer, Alias("moltbot.ToolInvocation"), Immutable]
public sealed record ToolInvocation
{
    /// <summary>The canonical session key.</summary>
    [Id(0)] public required string SessionKey { get; init; }

    /// <summary>The tool.</summary>
    [Id(1)] public required string Tool { get; init; }

    /// <summary>Its arguments: a JSON object.</summary>
    [Id(2)] public required string ArgumentsJson { get; init; }
}
