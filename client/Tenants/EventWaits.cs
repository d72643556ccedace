using Moltbot.GrainInterfaces.Events;

namespace Moltbot.Gateway.Tenants;

/// <summary>Who waits for which event of a tenant.</summary>
internal sealed class EventWaits
{
    private readonly Lock _gate = new();
    private readonly HashSet<Wait> _waits = [];

    public IEventWait<TEvent> Add<TEvent>(Func<TEvent, bool> fits, IDisposable keeper, TimeProvider time)
        where TEvent : TenantEvent
    {
        var wait = new Wait<TEvent>(this, fits, keeper, time);
        lock (_gate)
        {
            _waits.Add(wait);
        }

        return wait;
    }

    public void Offer(TenantEvent tenantEvent)
    {
        Wait[] waits;
        lock (_gate)
        {
            if (_waits.Count == 0)
            {
                return;
            }

            waits = [.. _waits];
        }

        foreach (Wait wait in waits)
        {
            wait.Offer(tenantEvent);
        }
    }

    private abstract class Wait
    {
        public abstract void Offer(TenantEvent tenantEvent);
    }

    private sealed class Wait<TEvent>(EventWaits waits, Func<TEvent, bool> fits, IDisposable keeper, TimeProvider time)
        : Wait, IEventWait<TEvent>
        where TEvent : TenantEvent
    {
        private readonly TaskCompletionSource<TEvent> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Offer(TenantEvent tenantEvent)
        {
            if (tenantEvent is TEvent typed && fits(typed))
            {
                _found.TrySetResult(typed);
            }
        }

        public async Task<TEvent?> Within(TimeSpan span, CancellationToken cancellationToken)
        {
            try
            {
                return await _found.Task.WaitAsync(span, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }

        public void Dispose()
        {
            lock (waits._gate)
            {
                waits._waits.Remove(this);
            }

            keeper.Dispose();
        }
    }
}
