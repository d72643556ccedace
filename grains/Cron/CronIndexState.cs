namespace Moltbot.Grains.Cron;

/// <summary>The row of a tenant's list of jobs.</summary>
[GenerateSerializer, Alias("moltbot.CronIndexState")]
public sealed record CronIndexState
{
    /// <summary>The ids, oldest first.</summary>
    [Id(0)] public IReadOnlyList<string> Ids { get; init; } = [];
}
