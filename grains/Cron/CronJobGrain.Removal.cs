using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Events;

namespace Moltbot.Grains.Cron;

internal sealed partial class CronJobGrain
{
    /// <summary>Out of the row first: from then on nothing runs, and the reminder sees to the rest if this is cut off.</summary>
    private async Task Delete()
    {
        string id = State.Id;
        await Keep(new CronJobState { Id = id });
        await Gone(id);
    }

    /// <summary>What is left to do when the row says that there is no job.</summary>
    private async Task Gone(string id)
    {
        await Vanish();
        Arm(isWaiting: false);
        await Publish(new CronJobEvent { JobId = id, Action = "removed" });
    }

    /// <summary>Clears away what is left of a job that was removed, or was never stored: its place in the list, its row, its reminder.</summary>
    private async Task Vanish()
    {
        if (State.Id.Length > 0)
        {
            await Peer<ICronIndexGrain>().Remove(State.Id);
        }

        if (row.RecordExists)
        {
            await row.ClearStateAsync();
        }

        row.State = new CronJobState();
        await ForgetReminder(Reminder);
    }
}
