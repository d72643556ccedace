using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.GrainInterfaces.Usage;

/// <summary>What a run used.</summary>
[GenerateSerializer, Alias("moltbot.UsageRecord"), Immutable]
public sealed record UsageRecord
{
    [Id(0)] public required string RunId { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    [Id(1)] public required long Timestamp { get; init; }

    [Id(2)] public required string Provider { get; init; }

    [Id(3)] public required string Model { get; init; }

    [Id(4)] public required TokenUsage Tokens { get; init; }

    /// <summary>US dollars; null when the model's price is not configured.</summary>
    [Id(5)] public double? Cost { get; init; }
}
