namespace Moltbot.Grains.Cron;

/// <summary>A run that was begun.</summary>
/// <param name="RunId">The run; it has its effect once however often it is begun.</param>
/// <param name="StartedAt">When, epoch milliseconds.</param>
/// <param name="IsAccepted">Whether its session has stored it: then it is never begun again.</param>
/// <param name="NextDue">When the job was due next when it began: another time now is one that it was given since.</param>
[GenerateSerializer, Alias("moltbot.CronRunning"), Immutable]
public sealed record CronRunning(
    [property: Id(0)] string RunId, [property: Id(1)] long StartedAt, [property: Id(2)] bool IsAccepted, [property: Id(3)] long? NextDue);
