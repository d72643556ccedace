namespace Moltbot.GrainInterfaces.Cron;

/// <summary>A run of a job that ended, or one that was left out.</summary>
[GenerateSerializer, Alias("moltbot.CronRun"), Immutable]
public sealed record CronRun
{
    /// <summary>The run; of one that was left out the one that it would have been.</summary>
    [Id(0)] public required string RunId { get; init; }

    /// <summary>When it ended, epoch milliseconds.</summary>
    [Id(1)] public required long EndedAt { get; init; }

    /// <summary><c>ok</c>, <c>error</c> or <c>skipped</c>.</summary>
    [Id(2)] public required string Status { get; init; }

    /// <summary>Why it failed or was left out.</summary>
    [Id(3)] public string? Error { get; init; }

    /// <summary>What came of it, cut.</summary>
    [Id(4)] public string? Summary { get; init; }

    /// <summary>When it began, epoch milliseconds.</summary>
    [Id(5)] public long? StartedAt { get; init; }

    /// <summary>When the job was due next then, epoch milliseconds.</summary>
    [Id(6)] public long? NextDue { get; init; }
}
