namespace Moltbot.GrainInterfaces.Channels;

/// <summary>What became of a piece.</summary>
[GenerateSerializer, Alias("moltbot.OutboundReport"), Immutable]
public sealed record OutboundReport
{
    /// <summary>The piece.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The outcome.</summary>
    [Id(1)] public required OutboundOutcome Outcome { get; init; }

    /// <summary>The platform's message id.</summary>
    [Id(2)] public string? MessageId { get; init; }

    /// <summary>What the platform said.</summary>
    [Id(3)] public string? Error { get; init; }

    /// <summary>When it may be tried again, milliseconds from now (with <see cref="OutboundOutcome.Retry"/>).</summary>
    [Id(4)] public long RetryAfterMs { get; init; }
}
