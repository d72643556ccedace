namespace Moltbot.GrainInterfaces.Tasks;

/// <summary>What a tenant's queue holds now, and what came of what it held.</summary>
/// <param name="Queued">Tasks that wait.</param>
/// <param name="Delayed">Tasks that wait for their time, also for that of another attempt.</param>
/// <param name="Running">Tasks in flight.</param>
/// <param name="Dead">Tasks that failed for good and are still kept.</param>
/// <param name="Attempts">Attempts that ever began.</param>
/// <param name="Processed">Tasks that ever ended well.</param>
/// <param name="Failed">Attempts that ever failed.</param>
[GenerateSerializer, Alias("moltbot.TaskStatistics"), Immutable]
public sealed record TaskStatistics(
    [property: Id(0)] long Queued,
    [property: Id(1)] long Delayed,
    [property: Id(2)] long Running,
    [property: Id(3)] long Dead,
    [property: Id(4)] long Attempts,
    [property: Id(5)] long Processed,
    [property: Id(6)] long Failed);
