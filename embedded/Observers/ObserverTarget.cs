using Moltbot.Embedded.Activations;
using Moltbot.Embedded.Calls;
using Moltbot.Embedded.Engine;
using Orleans;
using Orleans.Runtime;

namespace Moltbot.Embedded.Observers;

/// <summary>One observer: its calls run one after the other, on the thread pool.</summary>
internal sealed class ObserverTarget(IGrainObserver observer) : EngineWork
{
    private readonly WeakReference<IGrainObserver> _observer = new(observer);
    private readonly Lock _gate = new();
    private WorkQueue _waiting;
    private bool _isBusy;

    /// <summary>False when the object is gone.</summary>
    public bool TryReceive(GrainCall call)
    {
        if (!_observer.TryGetTarget(out _))
        {
            return false;
        }

        lock (_gate)
        {
            _waiting.Enqueue(call);
            if (_isBusy)
            {
                return true;
            }

            _isBusy = true;
        }

        Queue();
        return true;
    }

    public void Ended() => Queue();

    protected override void Do()
    {
        object? item;
        lock (_gate)
        {
            if (!_waiting.TryDequeue(out item))
            {
                _isBusy = false;
                return;
            }
        }

        var call = (GrainCall)item;
        if (!_observer.TryGetTarget(out var observer))
        {
            call.TryFail(new ClientNotAvailableException(call.To!.GrainId));
            Ended();
            return;
        }

        if (call.IsCompleted)
        {
            Ended();
            return;
        }

        RequestContext.Values = call.Context;
        System.Diagnostics.Activity.Current = call.Activity;
        call.Observer = this;
        call.Reach(null, observer);
        call.Run();
    }
}
