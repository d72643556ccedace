using Moltbot.Embedded.Timers;
using Orleans.Runtime;

namespace Moltbot.Embedded.Activations;

/// <summary>The timers of the grain.</summary>
internal sealed partial class Activation
{
    private List<GrainTimer>? _timers;

    public IGrainTimer RegisterTimer<TState>(
        Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer<TState>(this, callback, state, options);
        lock (_gate)
        {
            (_timers ??= []).Add(timer);
        }

        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public void Forget(GrainTimer timer)
    {
        lock (_gate)
        {
            _timers?.Remove(timer);
        }
    }

    /// <summary>Takes a timer's tick; it never goes on to another activation.</summary>
    public void Receive(TimerTick tick)
    {
        lock (_gate)
        {
            if (_state > ActivationState.Valid)
            {
                return;
            }
        }

        TryReceive(tick);
    }

    private void DisposeTimers()
    {
        GrainTimer[] timers;
        lock (_gate)
        {
            timers = _timers is null ? [] : [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.Dispose();
        }
    }
}
