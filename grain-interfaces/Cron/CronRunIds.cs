namespace Moltbot.GrainInterfaces.Cron;

/// <summary>
/// The ids of runs that jobs begin: made of the job and the time it was due, so that one due time begins one run. Like channels' they
/// share the tenant's run ids with the keys that clients choose, and can be guessed; a beginning that no client's key may have keeps a
/// client from taking a run's place.
/// </summary>
public static class CronRunIds
{
    /// <summary>What they begin with and nothing else does.</summary>
    public const string Prefix = "cron:";

    /// <summary>The run of a due time, epoch milliseconds.</summary>
    public static string Of(string jobId, long due) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Prefix}{jobId}:{due}");

    /// <summary>A run that somebody asked for, at a time in epoch milliseconds.</summary>
    public static string Asked(string jobId, long at) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Prefix}{jobId}:asked:{at}");

    /// <summary>Whether only a job may begin a run of that id.</summary>
    public static bool Reserves(string runId) => runId.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The job of a run that one began; null for another's.</summary>
    public static string? JobOf(string runId) =>
        Reserves(runId) && runId.IndexOf(':', Prefix.Length) is > 0 and var end && end > Prefix.Length ? runId[Prefix.Length..end] : null;
}
