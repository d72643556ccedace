using Orleans.Runtime;

namespace Moltbot.Grains.Cron;

internal sealed partial class CronJobGrain
{
    /// <summary>How often a run that goes on is asked about: its session tells when it ends, unless that is lost. Arbitrary.</summary>
    internal static readonly TimeSpan FollowEvery = TimeSpan.FromSeconds(30);

    private const string Reminder = "cron";

    private IGrainTimer? _timer;

    /// <summary>The reminder ticks from its time on until it is set anew, so that nothing that was cut off is forgotten.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        ActAsGrain();
        if (State.RemindedFrom is not { } from || from > Now)
        {
            row.State = State with { RemindedFrom = Now };
        }

        await LookSafely();
    }

    private async Task LookSafely()
    {
        bool isWaiting = true;
        try
        {
            isWaiting = await Look();
            if (ReminderFor(State) != State.RemindedFrom)
            {
                await Keep(State);
            }
        }
        catch (Exception e)
        {
            LogNotLookedAt(e);
        }

        Arm(isWaiting);
    }

    /// <summary>Winds the timer for what is near.</summary>
    /// <param name="isWaiting">Whether what is due now cannot be done now.</param>
    private void Arm(bool isWaiting)
    {
        _timer?.Dispose();
        _timer = null;
        long? at = State.Running is not null ? Now + (long)FollowEvery.TotalMilliseconds : State.NextDue;
        if (at is not { } wake)
        {
            return;
        }

        TimeSpan wait = TimeSpan.FromMilliseconds(Math.Max(wake - Now, isWaiting ? FollowEvery.TotalMilliseconds : 0));
        if (wait <= DueReminder.TimerReach)
        {
            _timer = StartTimer(_ => LookSafely(), wait, Timeout.InfiniteTimeSpan, interleave: false, keepAlive: true);
        }
    }

    private Task Keep(CronJobState state)
    {
        long? wanted = ReminderFor(state);
        return Save(row, state with { RemindedFrom = wanted }, Reminder, State.RemindedFrom, wanted);
    }

    /// <summary>From when on the reminder is to tick, epoch milliseconds; null for never.</summary>
    private long? ReminderFor(CronJobState state)
    {
        // What was begun, of a run or of a removal, is gone on with.
        bool isUnfinished = state.SpecJson is null ? state.Id.Length > 0 : state.Running is not null;
        return DueReminder.From(state.SpecJson is null ? null : state.NextDue, isUnfinished, State.RemindedFrom, Now);
    }
}
