namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>A stretch of a transcript.</summary>
[GenerateSerializer, Alias("moltbot.TranscriptPage"), Immutable]
public sealed record TranscriptPage
{
    /// <summary>The transcript; null when there is no session.</summary>
    [Id(0)] public string? SessionId { get; init; }

    /// <summary>The messages, oldest first.</summary>
    [Id(1)] public IReadOnlyList<TranscriptMessage> Messages { get; init; } = [];

    /// <summary>The session's thinking level.</summary>
    [Id(2)] public string? ThinkingLevel { get; init; }
}
