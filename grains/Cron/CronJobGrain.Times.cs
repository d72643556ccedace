using Moltbot.GrainInterfaces.Cron;
using Moltbot.Policy.Cron;

namespace Moltbot.Grains.Cron;

internal sealed partial class CronJobGrain
{
    /// <summary>
    /// How late a run of a repeated job may be. What is older when somebody looks was missed: it is noted and left out. Arbitrary:
    /// longer than a restart or the loss of a silo takes, short enough that "at nine" is not said at noon.
    /// </summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>When a job is due for the first time; null when it is not to run by itself, or has had its only run.</summary>
    private long? FirstDue(CronJobSpec spec, long began) => !spec.IsEnabled ? null
        : !spec.Schedule.IsOnce ? NextAfter(spec, began)
        : spec.Schedule.After(-1) is { } once && !HasRun(once) ? once
        : null;

    /// <summary>The first due time from now on that had no run yet: a clock that is set back shows times a second time.</summary>
    private long? NextAfter(CronJobSpec spec, long began)
    {
        long? next = spec.Schedule.After(Now, began);
        while (next is { } due && HasRun(due))
        {
            next = spec.Schedule.After(due, began);
        }

        return next;
    }

    private bool HasRun(long due)
    {
        string runId = CronRunIds.Of(State.Id, due);
        return State.Running?.RunId == runId || State.Runs.Any(run => run.RunId == runId);
    }

    /// <summary>The last due time that is not too long ago: of several that were missed one counts.</summary>
    private long? LatestDue(CronJobSpec spec, long due)
    {
        long oldest = Now - (long)Grace.TotalMilliseconds;
        long? latest = null;
        for (long? each = due >= oldest ? due : spec.Schedule.After(oldest - 1, State.CreatedAt); each <= Now; each = spec.Schedule.After(each.Value, State.CreatedAt))
        {
            latest = each;
        }

        return latest;
    }

    /// <summary>
    /// Brings forward what is due sooner than was reckoned: the clock was ahead then, or the tenant's time zone was another one.
    /// </summary>
    private async Task Reckon(CronJobSpec spec, long due)
    {
        if (!spec.Schedule.IsOnce && NextAfter(spec, State.CreatedAt) is { } sooner && sooner < due)
        {
            await Keep(State with { NextDue = sooner });
        }
    }
}
