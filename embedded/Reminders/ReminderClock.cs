using Orleans;
using Orleans.Runtime;

namespace Moltbot.Embedded.Reminders;

/// <summary>Which reminder is due when. One timer for all; one tick of a reminder at a time.</summary>
internal sealed class ReminderClock : IDisposable
{
    /// <summary>A timer takes at most some 49 days; looking sooner does no harm.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(GrainId Grain, string Name), ReminderEntry> _known = [];
    private readonly PriorityQueue<ReminderEntry, DateTime> _due = new();
    private readonly TimeProvider _time;
    private readonly Func<ReminderEntry, TickStatus, Task> _tick;
    private readonly ITimer _timer;

    public ReminderClock(TimeProvider time, Func<ReminderEntry, TickStatus, Task> tick)
    {
        _time = time;
        _tick = tick;
        _timer = time.CreateTimer(static self => ((ReminderClock)self!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    /// <summary>A reminder is new, or has new times: what was known of it before is void.</summary>
    public void Set(ReminderEntry entry)
    {
        lock (_gate)
        {
            _known[(entry.GrainId, entry.ReminderName)] = entry;
            EnqueueUnderLock(entry);
            WindUnderLock();
        }
    }

    /// <summary>Adds what the table holds, unless it has been set meanwhile.</summary>
    public void Load(IEnumerable<ReminderEntry> entries)
    {
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                if (_known.TryAdd((entry.GrainId, entry.ReminderName), entry))
                {
                    EnqueueUnderLock(entry);
                }
            }

            WindUnderLock();
        }
    }

    public void Remove(GrainId grain, string name)
    {
        lock (_gate)
        {
            _known.Remove((grain, name));
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Ring()
    {
        List<ReminderEntry> due = [];
        var now = Now;
        lock (_gate)
        {
            while (_due.TryPeek(out var entry, out var at) && at <= now)
            {
                _due.Dequeue();
                if (IsCurrentUnderLock(entry))
                {
                    due.Add(entry);
                }
            }

            WindUnderLock();
        }

        foreach (var entry in due)
        {
            _ = TickAsync(entry, new(entry.StartAt, entry.Period, now));
        }
    }

    private async Task TickAsync(ReminderEntry entry, TickStatus status)
    {
        await _tick(entry, status);
        lock (_gate)
        {
            if (IsCurrentUnderLock(entry))
            {
                EnqueueUnderLock(entry);
                WindUnderLock();
            }
        }
    }

    private bool IsCurrentUnderLock(ReminderEntry entry) =>
        _known.TryGetValue((entry.GrainId, entry.ReminderName), out var known) && ReferenceEquals(known, entry);

    private void EnqueueUnderLock(ReminderEntry entry)
    {
        var now = Now;
        var next = entry.StartAt;
        if (next <= now)
        {
            // Ticks that were missed are not made up for.
            next += entry.Period * (((now - next).Ticks / entry.Period.Ticks) + 1);
        }

        _due.Enqueue(entry, next);
    }

    /// <summary>Winds the timer for the next reminder that stands: one that was changed or removed wakes nobody.</summary>
    private void WindUnderLock()
    {
        while (_due.TryPeek(out var entry, out var at))
        {
            if (IsCurrentUnderLock(entry))
            {
                var wait = at - Now;
                _timer.Change(wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);
                return;
            }

            _due.Dequeue();
        }
    }
}
