using Moltbot.GrainInterfaces.Heartbeats;

namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>A run and what came of it.</summary>
[GenerateSerializer, Alias("moltbot.RunStatus"), Immutable]
public sealed record RunStatus
{
    /// <summary>The run.</summary>
    [Id(0)] public required string RunId { get; init; }

    /// <summary>The canonical session key.</summary>
    [Id(1)] public required string SessionKey { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(2)] public required RunState State { get; init; }

    /// <summary>When it began, epoch milliseconds.</summary>
    [Id(3)] public long? StartedAt { get; init; }

    /// <summary>When it ended, epoch milliseconds.</summary>
    [Id(4)] public long? EndedAt { get; init; }

    /// <summary>What failed, for a person to read.</summary>
    [Id(5)] public string? Error { get; init; }

    /// <summary>The reply's texts.</summary>
    [Id(6)] public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>The session's transcript id.</summary>
    [Id(7)] public string? SessionId { get; init; }

    /// <summary>The provider that answered.</summary>
    [Id(8)] public string? Provider { get; init; }

    /// <summary>The model that answered.</summary>
    [Id(9)] public string? Model { get; init; }

    /// <summary>Tokens used.</summary>
    [Id(10)] public TokenUsage? Usage { get; init; }

    /// <summary>What became of the answer to a heartbeat; null for other runs.</summary>
    [Id(11)] public HeartbeatOutcome? Heartbeat { get; init; }
}
