using Orleans.Runtime;

namespace Moltbot.Grains.Heartbeats;

internal sealed partial class HeartbeatGrain
{
    /// <summary>How often a run that goes on, or a session that is busy, is asked about. Arbitrary.</summary>
    internal static readonly TimeSpan FollowEvery = TimeSpan.FromSeconds(30);

    private const string Reminder = "heartbeat";

    private IGrainTimer? _timer;

    /// <summary>The reminder ticks from its time on until it is set anew, so that nothing that was cut off is forgotten.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        ActAsGrain();
        if (State.Every is null)
        {
            await ForgetReminder(Reminder);
            return;
        }

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
            await Change(state => ReminderFor(state) == state.RemindedFrom ? state : state with { });
        }
        catch (Exception e)
        {
            LogNotLookedAfter(e);
        }

        Arm(isWaiting);
    }

    /// <summary>Winds the timer for what is near.</summary>
    /// <param name="isWaiting">Whether what is due now cannot be done now.</param>
    private void Arm(bool isWaiting)
    {
        _timer?.Dispose();
        _timer = null;
        if (State.Every is null)
        {
            return;
        }

        long due = State.Running is not null ? Now + (long)FollowEvery.TotalMilliseconds : State.Woken is not null ? Now : State.NextDue;
        TimeSpan wait = TimeSpan.FromMilliseconds(Math.Max(due - Now, isWaiting ? FollowEvery.TotalMilliseconds : 0));
        if (wait <= DueReminder.TimerReach)
        {
            _timer = StartTimer(_ => LookSafely(), wait, Timeout.InfiniteTimeSpan, interleave: false, keepAlive: true);
        }
    }

    private long? ReminderFor(HeartbeatState state) => state.Every is null
        ? null
        : DueReminder.From(state.NextDue, isUnfinished: state.Running is not null || state.Woken is not null, State.RemindedFrom, Now);
}
