namespace Moltbot.GrainInterfaces.Policy;

/// <summary>One tool as a session has it.</summary>
[GenerateSerializer, Alias("moltbot.ToolStanding"), Immutable]
public sealed record ToolStanding
{
    [Id(0)] public required ToolPermission Permission { get; init; }

    /// <summary>Why policy allows or refuses it, in words.</summary>
    [Id(1)] public required string Reason { get; init; }

    /// <summary>Why the session is not offered it though policy allows it; null when it is.</summary>
    [Id(2)] public string? Missing { get; init; }
}
