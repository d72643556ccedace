using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Events;

/// <summary>Something happened in a run (section 3).</summary>
public sealed record AgentEvent
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>Counts within the run from 1.</summary>
    public required long Seq { get; init; }

    /// <summary><c>lifecycle</c>, <c>assistant</c>, <c>tool</c>, <c>compaction</c> or <c>error</c>.</summary>
    public required string Stream { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long Ts { get; init; }

    /// <summary>What, by stream.</summary>
    public required RawJson Data { get; init; }

    /// <summary>The session as its caller named it.</summary>
    public string? SessionKey { get; init; }
}
