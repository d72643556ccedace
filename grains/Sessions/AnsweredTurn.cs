using Moltbot.GrainInterfaces.Heartbeats;
using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Grains.Sessions;

/// <summary>A turn whose outcome is decided and whose messages are in the transcript.</summary>
[GenerateSerializer, Alias("moltbot.AnsweredTurn"), Immutable]
public sealed record AnsweredTurn
{
    /// <summary>The run, then the runs merged into it.</summary>
    [Id(0)] public required IReadOnlyList<string> RunIds { get; init; }

    /// <summary>How it ended.</summary>
    [Id(1)] public required RunState State { get; init; }

    /// <summary>Where its assistant message stands in the transcript; 0 when there is none.</summary>
    [Id(2)] public long Sequence { get; init; }

    /// <summary>What failed, for a person to read.</summary>
    [Id(3)] public string? Error { get; init; }

    /// <summary>When it began, epoch milliseconds.</summary>
    [Id(4)] public long StartedAt { get; init; }

    /// <summary>When its outcome was decided, epoch milliseconds.</summary>
    [Id(5)] public long EndedAt { get; init; }

    /// <summary>US dollars; null when the model has no price.</summary>
    [Id(6)] public double? Cost { get; init; }

    /// <summary>Whether the reply came without a model.</summary>
    [Id(7)] public bool IsInjected { get; init; }

    /// <summary>The transcript that holds the messages.</summary>
    [Id(8)] public required string SessionId { get; init; }

    /// <summary>How many characters of the reply went to the channel while it was being written; the rest follows.</summary>
    [Id(9)] public int Streamed { get; init; }

    /// <summary>What becomes of the answer to a heartbeat; null for other turns.</summary>
    [Id(10)] public HeartbeatOutcome? Heartbeat { get; init; }
}
