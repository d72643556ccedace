namespace Moltbot.Storage.Tasks;

/// <summary>What a tenant's queue holds now, and what came of what it held: kept with each change, in the same transaction.</summary>
/// <param name="Queued">Tasks that wait to be taken.</param>
/// <param name="Delayed">Tasks that wait for their time.</param>
/// <param name="Running">Tasks in flight.</param>
/// <param name="Dead">Tasks that failed for good and are still kept.</param>
/// <param name="Taken">Attempts that ever began.</param>
/// <param name="Processed">Tasks that ever ended well.</param>
/// <param name="Failed">Attempts that ever failed; one that was cancelled is none.</param>
public sealed record TaskCounts(long Queued, long Delayed, long Running, long Dead, long Taken, long Processed, long Failed);
