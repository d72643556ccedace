namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>What became of <see cref="ISessionGrain.Enqueue"/>.</summary>
[GenerateSerializer, Alias("moltbot.TurnReceipt"), Immutable]
public sealed record TurnReceipt
{
    /// <summary>The run.</summary>
    [Id(0)] public required string RunId { get; init; }

    /// <summary>What it found.</summary>
    [Id(1)] public required TurnDisposition Disposition { get; init; }

    /// <summary>The run as known, when it existed already.</summary>
    [Id(2)] public RunStatus? Run { get; init; }

    /// <summary>When the run was accepted, epoch milliseconds.</summary>
    [Id(3)] public long AcceptedAt { get; init; }

    /// <summary>Why it was refused, for the client.</summary>
    [Id(4)] public string? Refusal { get; init; }

    /// <summary>The runs that a stop word aborted.</summary>
    [Id(5)] public IReadOnlyList<string> AbortedRuns { get; init; } = [];

    /// <summary>When to try again if the queue is full, milliseconds from now.</summary>
    [Id(6)] public long RetryAfterMs { get; init; }
}
