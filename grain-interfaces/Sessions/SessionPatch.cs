namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>A validated change of a session's settings.</summary>
[GenerateSerializer, Alias("moltbot.SessionPatch"), Immutable]
public sealed record SessionPatch
{
    /// <summary>The canonical session key.</summary>
    [Id(0)] public required string SessionKey { get; init; }

    /// <summary>The settings after the change.</summary>
    [Id(1)] public required SessionSettings Settings { get; init; }

    /// <summary>Which of the settings the change names; the others stay as stored.</summary>
    [Id(2)] public required IReadOnlyList<string> Changed { get; init; }

    /// <summary>The session that spawned this one; set once, for sub-agent sessions only.</summary>
    [Id(3)] public string? SpawnedBy { get; init; }
}
