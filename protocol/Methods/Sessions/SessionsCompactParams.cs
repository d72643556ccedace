namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>Shortens a transcript.</summary>
public sealed record SessionsCompactParams
{
    /// <summary>The session.</summary>
    public required string Key { get; init; }

    /// <summary>Lines kept, at least 1, default 400.</summary>
    public long? MaxLines { get; init; }
}
