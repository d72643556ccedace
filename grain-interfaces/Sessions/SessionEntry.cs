using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>A session as stored, runtime §3.</summary>
[GenerateSerializer, Alias("moltbot.SessionEntry"), Immutable]
public sealed record SessionEntry
{
    /// <summary>The canonical key.</summary>
    [Id(0)] public required string Key { get; init; }

    /// <summary>Names the transcript; new after each reset.</summary>
    [Id(1)] public required string SessionId { get; init; }

    /// <summary>Last use, epoch milliseconds.</summary>
    [Id(2)] public required long UpdatedAt { get; init; }

    /// <summary>The settings that a client may patch.</summary>
    [Id(3)] public SessionSettings Settings { get; init; } = new();

    /// <summary>Whether the system prompt was sent.</summary>
    [Id(4)] public bool SystemSent { get; init; }

    /// <summary>Whether the last run was aborted.</summary>
    [Id(5)] public bool AbortedLastRun { get; init; }

    /// <summary><c>direct</c>, <c>group</c>, <c>channel</c> or null.</summary>
    [Id(6)] public string? ChatType { get; init; }

    /// <summary>Tokens of the last context and reply.</summary>
    [Id(7)] public TokenUsage? Tokens { get; init; }

    /// <summary>The provider of the last run.</summary>
    [Id(8)] public string? ModelProvider { get; init; }

    /// <summary>The model of the last run.</summary>
    [Id(9)] public string? Model { get; init; }

    /// <summary>The model's context window, tokens.</summary>
    [Id(10)] public long? ContextTokens { get; init; }

    /// <summary>How often it was compacted.</summary>
    [Id(11)] public int CompactionCount { get; init; }

    /// <summary>The session that spawned it.</summary>
    [Id(12)] public string? SpawnedBy { get; init; }

    /// <summary>What the chat is called.</summary>
    [Id(13)] public string? DisplayName { get; init; }

    /// <summary>The channel it lives in.</summary>
    [Id(14)] public string? Channel { get; init; }

    /// <summary>The group's subject.</summary>
    [Id(15)] public string? Subject { get; init; }

    /// <summary>Where the last message came from; heartbeats and cron answer there.</summary>
    [Id(16)] public ReplyTarget? LastRoute { get; init; }

    /// <summary>The transcript's last sequence number; 0 when it is empty.</summary>
    [Id(17)] public long TranscriptHead { get; init; }

    /// <summary>The first sequence number that counts (after a compaction).</summary>
    [Id(18)] public long TranscriptStart { get; init; } = 1;

    /// <summary>The first words of the first message, for a derived title.</summary>
    [Id(19)] public string? DerivedTitle { get; init; }

    /// <summary>The beginning of the last message.</summary>
    [Id(20)] public string? LastMessagePreview { get; init; }

    /// <summary>Grows with every change, also where <see cref="UpdatedAt"/> stays.</summary>
    [Id(21)] public long Revision { get; init; }

    /// <summary>
    /// Names the session itself: the same over resets, another one where a deleted session's key is used anew. Null only in a row that was
    /// written before there was one, until its next write.
    /// </summary>
    [Id(22)] public string? Incarnation { get; init; }
}
