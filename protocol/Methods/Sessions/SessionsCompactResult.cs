namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>A shortened transcript.</summary>
public sealed record SessionsCompactResult
{
    /// <summary>True.</summary>
    public required bool Ok { get; init; }

    /// <summary>Its canonical key.</summary>
    public required string Key { get; init; }

    /// <summary>Whether something was cut.</summary>
    public required bool Compacted { get; init; }

    /// <summary>Why not.</summary>
    public string? Reason { get; init; }

    /// <summary>Where the full one is.</summary>
    public string? Archived { get; init; }

    /// <summary>Lines kept.</summary>
    public long? Kept { get; init; }
}
