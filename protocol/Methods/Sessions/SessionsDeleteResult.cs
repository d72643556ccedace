namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>A deleted session.</summary>
public sealed record SessionsDeleteResult
{
    /// <summary>True.</summary>
    public required bool Ok { get; init; }

    /// <summary>Its canonical key.</summary>
    public required string Key { get; init; }

    /// <summary>Whether there was one.</summary>
    public required bool Deleted { get; init; }

    /// <summary>Transcripts put aside.</summary>
    public required IReadOnlyList<string> Archived { get; init; }
}
