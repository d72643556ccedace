using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Storage.Tasks;
using Orleans.Runtime;

namespace Moltbot.Grains.Tasks;

/// <content>A timer does the work; the reminder sees to it that there is one after the process died.</content>
internal sealed partial class TasksGrain
{
    /// <summary>How often those that run are asked about: their sessions tell when they end, unless that is lost. Arbitrary.</summary>
    internal static readonly TimeSpan FollowEvery = TimeSpan.FromSeconds(30);

    private const string Reminder = "tasks";

    private IGrainTimer? _timer;
    private long? _wakesAt;

    /// <inheritdoc/>
    protected override Task Start(CancellationToken cancellationToken)
    {
        if (State.RemindedFrom is not null)
        {
            Arm(TimeSpan.Zero);
        }

        return Task.CompletedTask;
    }

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

    public async Task Ended(RunStatus outcome)
    {
        if (State.Attempts.Any(attempt => attempt.RunId == outcome.RunId))
        {
            await LookSafely();
        }
    }

    private async Task LookSafely()
    {
        try
        {
            await Look();
        }
        catch (Exception e)
        {
            LogNotLookedAt(e);
            Arm(FollowEvery);
        }
    }

    /// <summary>Winds the timer, unless it is wound for sooner.</summary>
    private void Arm(TimeSpan wait)
    {
        if (wait > DueReminder.TimerReach || (_wakesAt is { } known && known <= Now + (long)wait.TotalMilliseconds))
        {
            return;
        }

        _timer?.Dispose();
        _wakesAt = Now + (long)wait.TotalMilliseconds;
        _timer = StartTimer(Tick, wait, Timeout.InfiniteTimeSpan, interleave: false, keepAlive: true);
    }

    private Task Tick(CancellationToken cancellationToken)
    {
        _wakesAt = null;
        return LookSafely();
    }

    /// <summary>Has the reminder tick in time for what is about to be stored.</summary>
    /// <param name="due">When that is due, epoch milliseconds.</param>
    private Task Remember(long due)
    {
        long? wanted = DueReminder.From(due, isUnfinished: due <= Now, State.RemindedFrom, Now);
        return State.RemindedFrom is { } known && known <= wanted ? Task.CompletedTask : Keep(State, wanted);
    }

    /// <summary>Sets reminder and timer for what the queue holds now; where it holds nothing that is open, nothing is left of it but its table.</summary>
    /// <param name="looked">When was looked for what is due: what had been then is waiting for a place, or for its tenant.</param>
    private async Task Rest(DateTimeOffset looked)
    {
        TaskOutlook ahead = await store.LookAheadAsync(Tenant);
        bool isUnfinished = ahead.HasQueued || ahead.NextExpiry is not null || State.Attempts.Count > 0;
        long? due = ahead.NextDue?.ToUnixTimeMilliseconds();
        if (!isUnfinished && due is null)
        {
            await Vanish();
            return;
        }

        long? wanted = DueReminder.From(due, isUnfinished, State.RemindedFrom, Now);
        if (wanted != State.RemindedFrom)
        {
            await Keep(State, wanted);
        }

        if (isUnfinished)
        {
            Arm(FollowEvery);
        }

        if (due is { } next)
        {
            Arm(next > looked.ToUnixTimeMilliseconds() ? TimeSpan.FromMilliseconds(Math.Max(next - Now, 0)) : FollowEvery);
        }
    }

    private async Task Vanish()
    {
        if (State.RemindedFrom is null)
        {
            return;
        }

        // In this order: a reminder without a row ticks once more, a row without its reminder would never.
        await row.ClearStateAsync();
        row.State = new TasksState();
        await ForgetReminder(Reminder);
    }

    private Task Keep(TasksState state, long? wanted) => Save(row, state with { RemindedFrom = wanted }, Reminder, State.RemindedFrom, wanted);

    private Task Keep(TasksState state) => Keep(state, State.RemindedFrom ?? Now);
}
