namespace Moltbot.GrainInterfaces.Events;

/// <summary>A job was changed, begins or has ended, event <c>cron</c>.</summary>
[GenerateSerializer, Alias("moltbot.CronJobEvent")]
public sealed record CronJobEvent : TenantEvent
{
    /// <summary>The job.</summary>
    [Id(0)] public required string JobId { get; init; }

    /// <summary><c>added</c>, <c>updated</c>, <c>removed</c>, <c>started</c> or <c>finished</c>.</summary>
    [Id(1)] public required string Action { get; init; }

    /// <summary>When the run began, epoch milliseconds.</summary>
    [Id(2)] public long? RunAt { get; init; }

    /// <summary>What it took, milliseconds.</summary>
    [Id(3)] public long? DurationMs { get; init; }

    /// <summary><c>ok</c>, <c>error</c> or <c>skipped</c>.</summary>
    [Id(4)] public string? Status { get; init; }

    /// <summary>Why it failed.</summary>
    [Id(5)] public string? Error { get; init; }

    /// <summary>What came of it.</summary>
    [Id(6)] public string? Summary { get; init; }

    /// <summary>When the job is due next, epoch milliseconds.</summary>
    [Id(7)] public long? NextDue { get; init; }
}
