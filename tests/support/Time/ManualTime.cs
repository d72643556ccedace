namespace Moltbot.TestSupport.Time;

/// <summary>A clock that moves only when a test moves it. Timers fire in the order they are due, on the thread that advances.</summary>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> armed = [];
    private readonly List<(Func<IReadOnlyCollection<TimeSpan>, bool> Condition, TaskCompletionSource Met)> watchers = [];
    private readonly DateTimeOffset start;
    private TimeSpan elapsed;

    /// <param name="start">The first instant; 2026-01-01T12:00Z when left out.</param>
    public ManualTime(DateTimeOffset? start = null) =>
        this.start = start ?? new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How long each armed timer still has.</summary>
    public IReadOnlyCollection<TimeSpan> Armed
    {
        get
        {
            lock (gate)
            {
                return RemainingUnderLock();
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return start + elapsed;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (gate)
        {
            return elapsed.Ticks;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, stopping at every timer on the way.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan target;
        lock (gate)
        {
            target = elapsed + by;
        }

        while (NextDue(target) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Moves the clock step by step until a task is done, with a real moment after each step for what it set off.</summary>
    /// <param name="done">The task; its failure is thrown.</param>
    /// <param name="step">How far to move at once.</param>
    /// <param name="mayMove">Whether the clock may move now: not while an answer is on its way that has a deadline on it. Always when left out.</param>
    /// <exception cref="TimeoutException">It was not done within a real minute; says which timers are armed.</exception>
    public async Task AdvanceUntil(Task done, TimeSpan step, Func<bool>? mayMove = null)
    {
        using var limit = new CancellationTokenSource(Waits.Limit, System);
        while (!done.IsCompleted)
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"not done by {GetUtcNow():O}; armed are [{string.Join(", ", Armed)}]");
            }

            if (mayMove?.Invoke() != false)
            {
                Advance(step);
            }

            await Task.WhenAny(done, Task.Delay(TimeSpan.FromMilliseconds(5), System));
        }

        await done;
    }

    /// <summary>How many timers are armed that were armed for exactly this long, however much of it is left.</summary>
    public int CountArmedFor(TimeSpan span)
    {
        lock (gate)
        {
            return armed.Count(timer => timer.ArmedFor == span);
        }
    }

    /// <summary>Completes when a timer is armed that is due in exactly <paramref name="due"/>: the moment to advance.</summary>
    /// <exception cref="TimeoutException">None was armed within a real minute; says which were.</exception>
    public Task WhenArmed(TimeSpan due) => When(timers => timers.Contains(due), $"a timer due in {due}");

    /// <summary>Completes when the remaining times of the armed timers fulfil a condition.</summary>
    /// <exception cref="TimeoutException">Not fulfilled within a real minute.</exception>
    public async Task When(Func<IReadOnlyCollection<TimeSpan>, bool> condition, string phase)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (condition(RemainingUnderLock()))
            {
                return;
            }

            watchers.Add((condition, met));
        }

        try
        {
            await met.Task.InTime();
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"waited for {phase}; armed are [{string.Join(", ", Armed)}]", late);
        }
    }

    internal void Arm(ManualTimer timer, TimeSpan due, TimeSpan period)
    {
        lock (gate)
        {
            armed.Remove(timer);
            if (due != Timeout.InfiniteTimeSpan)
            {
                timer.DueAt = elapsed + due;
                timer.ArmedFor = due;
                timer.Period = period;
                armed.Add(timer);
            }

            var remaining = RemainingUnderLock();
            watchers.RemoveAll(watcher => watcher.Condition(remaining) && watcher.Met.TrySetResult());
        }
    }

    private TimeSpan[] RemainingUnderLock() => [.. armed.Select(timer => timer.DueAt - elapsed)];

    private ManualTimer? NextDue(TimeSpan target)
    {
        lock (gate)
        {
            var next = armed.Where(timer => timer.DueAt <= target).MinBy(timer => timer.DueAt);
            if (next is null)
            {
                elapsed = target;
                return null;
            }

            elapsed = next.DueAt > elapsed ? next.DueAt : elapsed;
            if (next.Period > TimeSpan.Zero)
            {
                next.DueAt += next.Period;
            }
            else
            {
                armed.Remove(next);
            }

            return next;
        }
    }
}
