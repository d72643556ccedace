namespace Moltbot.Protocol.Methods.Status;

/// <summary>Sessions of an agent in short.</summary>
public sealed record SessionsHealth
{
    /// <summary>Where they are stored.</summary>
    public required string Path { get; init; }

    /// <summary>How many.</summary>
    public required long Count { get; init; }

    /// <summary>The most recent ones, at most 5.</summary>
    public required IReadOnlyList<RecentSession> Recent { get; init; }
}
