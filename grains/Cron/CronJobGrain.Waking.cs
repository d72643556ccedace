using Orleans.Runtime;

namespace Moltbot.Grains.Cron;

internal sealed partial class CronJobGrain
{
    /// <summary>How long before the due time the reminder wakes the grain; its timer does the rest to the millisecond.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(1);

    /// <summary>How far ahead a timer is wound: a reminder comes once a minute.</summary>
    private static readonly TimeSpan TimerReach = TimeSpan.FromMinutes(2);

    /// <summary>How far ahead a reminder is set; it is set again when it comes.</summary>
    private static readonly TimeSpan ReminderReach = TimeSpan.FromDays(1);

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
        if (wait <= TimerReach)
        {
            _timer = StartTimer(_ => LookSafely(), wait, Timeout.InfiniteTimeSpan, interleave: false, keepAlive: true);
        }
    }

    private Task Keep(CronJobState state)
    {
        long? wanted = ReminderFor(state);
        return Save(row, state with { RemindedFrom = wanted }, Reminder, State.RemindedFrom, wanted);
    }

    /// <summary>From when on the reminder is to tick, epoch milliseconds; null for never. One that ticks already stays for what is near.</summary>
    private long? ReminderFor(CronJobState state)
    {
        // What was begun, of a run or of a removal, is gone on with.
        bool isUnfinished = state.SpecJson is null ? state.Id.Length > 0 : state.Running is not null;
        if (!isUnfinished && (state.SpecJson is null || state.NextDue is null))
        {
            return null;
        }

        long wanted = isUnfinished ? Now : Math.Max(state.NextDue!.Value - (long)Lead.TotalMilliseconds, Now);
        wanted = Math.Min(wanted, Now + (long)ReminderReach.TotalMilliseconds);
        return State.RemindedFrom is { } known && IsGoodEnough(known, wanted) ? known : wanted;
    }

    private bool IsGoodEnough(long known, long wanted) =>
        known <= wanted && (known > Now ? known == wanted || wanted - Now > ReminderReach.TotalMilliseconds / 2 : wanted - Now <= Lead.TotalMilliseconds);
}
