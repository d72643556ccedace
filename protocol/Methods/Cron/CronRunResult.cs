namespace Moltbot.Protocol.Methods.Cron;

/// <summary>Result of <c>cron.run</c>.</summary>
public sealed record CronRunResult
{
    /// <summary>True.</summary>
    public required bool Ok { get; init; }

    /// <summary>Whether the job runs, or has run.</summary>
    public required bool Ran { get; init; }

    /// <summary>Why not: <c>not-due</c> or <c>already-running</c>.</summary>
    public string? Reason { get; init; }
}
