using Moltbot.GrainInterfaces.Events;

namespace Moltbot.Gateway.Tenants;

/// <summary>
/// Gives a tenant's events on in the order in which they were published. Between silos and gateways messages may overtake each
/// other; one that does not come in time was lost with a silo, and whatever it told has to be found out anew.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="deliver">Takes an event; called by one thread at a time.</param>
/// <param name="missed">Told that events are missing: the last one that came, and the next one there is.</param>
internal sealed class EventSequencer(TimeProvider time, Action<TenantEvent> deliver, Action<long, long> missed) : IDisposable
{
    /// <summary>How long the next event may take to follow those that overtook it; within one data centre it takes milliseconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>How many may wait for one, or be overtaken by one. Arbitrary; more means that something is lost.</summary>
    private const int MaxEarly = 1000;

    private readonly Lock _gate = new();
    private readonly SortedList<long, TenantEvent?> _early = [];
    private ITimer? _timer;
    private long _last;

    /// <summary>Begins anew after this event; 0 to begin with whichever comes.</summary>
    public void Restart(long last)
    {
        lock (_gate)
        {
            _last = last;
            _early.Clear();
        }
    }

    /// <summary>Takes an event as it came.</summary>
    public void Offer(long sequence, TenantEvent tenantEvent)
    {
        lock (_gate)
        {
            if (_last == 0 || sequence == _last + 1)
            {
                _last = sequence;
                deliver(tenantEvent);
                DeliverEarlyUnderLock();
            }
            else if (IsOfAnotherCount(sequence))
            {
                MissedUnderLock(sequence);
                deliver(tenantEvent);
            }
            else if (sequence <= _last)
            {
                // Given up already: better late than never.
                deliver(tenantEvent);
            }
            else
            {
                HoldUnderLock(sequence, tenantEvent);
            }
        }
    }

    /// <summary>Learns that events up to this one were published; what of them is not here yet has to come soon.</summary>
    public void Expect(long published)
    {
        lock (_gate)
        {
            if (_last == 0)
            {
                _last = published;
            }
            else if (IsOfAnotherCount(published))
            {
                MissedUnderLock(published);
            }
            else if (published > _last)
            {
                HoldUnderLock(published, null);
            }
        }
    }

    public void Dispose() => _timer?.Dispose();

    /// <summary>Numbers grow over the grain's activations, but for one on a silo whose clock is behind.</summary>
    private bool IsOfAnotherCount(long sequence) => sequence < _last - MaxEarly;

    private void HoldUnderLock(long sequence, TenantEvent? tenantEvent)
    {
        if (tenantEvent is not null || !_early.ContainsKey(sequence))
        {
            _early[sequence] = tenantEvent;
        }

        if (_early.Count > MaxEarly)
        {
            GiveUpUnderLock();
        }
        else if (_early.Count == 1)
        {
            _timer ??= time.CreateTimer(static state => ((EventSequencer)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(Patience, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            if (_early.Count > 0)
            {
                GiveUpUnderLock();
            }
        }
    }

    private void GiveUpUnderLock()
    {
        MissedUnderLock(_early.Keys[0]);
        foreach ((long sequence, TenantEvent? tenantEvent) in _early)
        {
            _last = sequence;
            if (tenantEvent is not null)
            {
                deliver(tenantEvent);
            }
        }

        _early.Clear();
    }

    private void MissedUnderLock(long next)
    {
        missed(_last, next);
        _last = next;
    }

    private void DeliverEarlyUnderLock()
    {
        while (_early.Count > 0 && _early.Keys[0] <= _last + 1)
        {
            if (_early.Keys[0] == _last + 1 && _early.Values[0] is null)
            {
                // Only known to exist: it has yet to come.
                return;
            }

            if (_early.Values[0] is { } next)
            {
                _last = _early.Keys[0];
                deliver(next);
            }

            _early.RemoveAt(0);
        }
    }
}
