using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Events;

/// <summary>A reply grows or ends (section 3).</summary>
public sealed record ChatEvent
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The session as its caller named it.</summary>
    public required string SessionKey { get; init; }

    /// <summary>Sequence of the run's agent events.</summary>
    public required long Seq { get; init; }

    /// <summary><c>delta</c>, <c>final</c>, <c>aborted</c> or <c>error</c>.</summary>
    public required string State { get; init; }

    /// <summary>The whole message so far.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson Message { get; init; }

    /// <summary>Why it failed.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Tokens.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson Usage { get; init; }

    /// <summary>Why it stopped.</summary>
    public string? StopReason { get; init; }
}
