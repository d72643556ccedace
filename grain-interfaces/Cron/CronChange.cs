namespace Moltbot.GrainInterfaces.Cron;

/// <summary>What became of a change: one of the three says it.</summary>
[GenerateSerializer, Alias("moltbot.CronChange"), Immutable]
public sealed record CronChange
{
    /// <summary>The job as it is stored.</summary>
    [Id(0)] public CronJobView? Job { get; init; }

    /// <summary>Why nothing was changed, for a person to read.</summary>
    [Id(1)] public string? Refusal { get; init; }

    /// <summary>Whether the job was changed by somebody else meanwhile; the caller looks again.</summary>
    [Id(2)] public bool IsOutdated { get; init; }
}
