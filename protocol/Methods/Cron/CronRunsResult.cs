namespace Moltbot.Protocol.Methods.Cron;

/// <summary>Result of <c>cron.runs</c>.</summary>
public sealed record CronRunsResult
{
    /// <summary>The runs, oldest first.</summary>
    public required IReadOnlyList<CronRunLine> Entries { get; init; }
}
