namespace Moltbot.Storage.Sessions;

/// <summary>What lists need to know of a session.</summary>
public sealed record SessionIndexRow
{
    public required string Key { get; init; }

    public required string AgentId { get; init; }

    public string? SessionId { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public string? Label { get; init; }

    /// <summary>Key of the session that spawned this one.</summary>
    public string? SpawnedBy { get; init; }

    /// <summary>Grows with each change of the session; a row never replaces one of a higher revision.</summary>
    public long Revision { get; init; }

    /// <summary>The rest of the row in clear; sealed in the table.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }
}
