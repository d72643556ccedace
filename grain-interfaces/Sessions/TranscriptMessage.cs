namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>A message of a transcript.</summary>
[GenerateSerializer, Alias("moltbot.TranscriptMessage"), Immutable]
public sealed record TranscriptMessage
{
    /// <summary>Its number in the transcript, from 1.</summary>
    [Id(0)] public required long Sequence { get; init; }

    /// <summary><c>user</c>, <c>assistant</c>, <c>system</c> or <c>toolResult</c>.</summary>
    [Id(1)] public required string Role { get; init; }

    /// <summary>The message as JSON in the original's form (<c>content</c>, <c>usage</c>, <c>stopReason</c>, …), UTF-8.</summary>
    [Id(2)] public required byte[] Json { get; init; }

    /// <summary>When it was written, epoch milliseconds.</summary>
    [Id(3)] public required long Timestamp { get; init; }
}
