namespace Moltbot.Protocol.Events;

/// <summary>A job changed or ran.</summary>
public sealed record CronEvent
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary><c>added</c>, <c>updated</c>, <c>removed</c>, <c>started</c> or <c>finished</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public long? RunAtMs { get; init; }

    /// <summary>What it took.</summary>
    public long? DurationMs { get; init; }

    /// <summary><c>ok</c>, <c>error</c> or <c>skipped</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    /// <summary>What came of it.</summary>
    public string? Summary { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public long? NextRunAtMs { get; init; }
}
