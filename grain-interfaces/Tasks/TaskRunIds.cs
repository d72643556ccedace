using System.Globalization;

namespace Moltbot.GrainInterfaces.Tasks;

/// <summary>
/// The ids of runs that the task queue begins: made of the task and of how often it was taken, so that one attempt is one run. Like cron jobs' they
/// share the tenant's run ids with the keys that clients choose; a beginning that no client's key may have keeps a client from taking a run's
/// place.
/// </summary>
public static class TaskRunIds
{
    /// <summary>What they begin with and nothing else does.</summary>
    public const string Prefix = "task:";

    /// <summary>The run of an attempt, counted from 1 over the whole life of the task.</summary>
    public static string Of(string taskId, long attempt) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{taskId}:{attempt}");

    /// <summary>Whether only the task queue may begin a run of that id.</summary>
    public static bool Reserves(string runId)
    {
        ArgumentNullException.ThrowIfNull(runId);
        return runId.StartsWith(Prefix, StringComparison.Ordinal);
    }
}
