namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>Which sessions a list shows.</summary>
[GenerateSerializer, Alias("moltbot.SessionQuery"), Immutable]
public sealed record SessionQuery
{
    /// <summary>At most so many; null for 1000.</summary>
    [Id(0)] public int? Limit { get; init; }

    /// <summary>Used within so many minutes.</summary>
    [Id(1)] public int? ActiveMinutes { get; init; }

    /// <summary>With the session <c>global</c>.</summary>
    [Id(2)] public bool IncludeGlobal { get; init; }

    /// <summary>With the session <c>unknown</c>.</summary>
    [Id(3)] public bool IncludeUnknown { get; init; }

    /// <summary>With this label.</summary>
    [Id(4)] public string? Label { get; init; }

    /// <summary>Spawned by this session.</summary>
    [Id(5)] public string? SpawnedBy { get; init; }

    /// <summary>Of this agent.</summary>
    [Id(6)] public string? AgentId { get; init; }

    /// <summary>Whose key, label, display name or subject holds this text, whatever the case.</summary>
    [Id(7)] public string? Search { get; init; }
}
