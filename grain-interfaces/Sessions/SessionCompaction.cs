namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>What a compaction did.</summary>
[GenerateSerializer, Alias("moltbot.SessionCompaction"), Immutable]
public sealed record SessionCompaction
{
    /// <summary>Whether anything was cut.</summary>
    [Id(0)] public required bool Compacted { get; init; }

    /// <summary>Why not.</summary>
    [Id(1)] public string? Reason { get; init; }

    /// <summary>Names what was cut and kept aside.</summary>
    [Id(2)] public string? Archived { get; init; }

    /// <summary>How many lines stay.</summary>
    [Id(3)] public int Kept { get; init; }
}
