namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>A session by one of its names; exactly one of the first three is set.</summary>
[GenerateSerializer, Alias("moltbot.SessionLookup"), Immutable]
public sealed record SessionLookup
{
    /// <summary>The canonical key.</summary>
    [Id(0)] public string? Key { get; init; }

    /// <summary>The transcript id.</summary>
    [Id(1)] public string? SessionId { get; init; }

    /// <summary>The label.</summary>
    [Id(2)] public string? Label { get; init; }

    /// <summary>Only of this agent.</summary>
    [Id(3)] public string? AgentId { get; init; }

    /// <summary>Only spawned by this session.</summary>
    [Id(4)] public string? SpawnedBy { get; init; }
}
