namespace Moltbot.Protocol.Methods.Cron;

/// <summary>A run of a job.</summary>
public sealed record CronRunLine
{
    /// <summary>When it ended, epoch milliseconds.</summary>
    public required long Ts { get; init; }

    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary><c>finished</c>.</summary>
    public required string Action { get; init; }

    /// <summary><c>ok</c>, <c>error</c> or <c>skipped</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    /// <summary>What came of it.</summary>
    public string? Summary { get; init; }

    /// <summary>When it began, epoch milliseconds.</summary>
    public long? RunAtMs { get; init; }

    /// <summary>What it took.</summary>
    public long? DurationMs { get; init; }

    /// <summary>When the job was due next then, epoch milliseconds.</summary>
    public long? NextRunAtMs { get; init; }
}
