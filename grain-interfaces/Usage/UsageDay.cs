using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.GrainInterfaces.Usage;

/// <summary>A day's use.</summary>
[GenerateSerializer, Alias("moltbot.UsageDay"), Immutable]
public sealed record UsageDay
{
    /// <summary>The day in UTC, <c>YYYY-MM-DD</c>.</summary>
    [Id(0)] public required string Date { get; init; }

    [Id(1)] public required TokenUsage Tokens { get; init; }

    /// <summary>US dollars.</summary>
    [Id(2)] public required double Cost { get; init; }

    /// <summary>Runs whose model has no price.</summary>
    [Id(3)] public required long MissingCostEntries { get; init; }
}
