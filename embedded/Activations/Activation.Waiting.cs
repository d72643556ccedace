using Moltbot.Embedded.Calls;

namespace Moltbot.Embedded.Activations;

/// <summary>The calls that wait until the grain may take them, in a list through the calls themselves.</summary>
internal sealed partial class Activation
{
    private GrainCall? _firstWaiting;
    private GrainCall? _lastWaiting;

    private void WaitUnderLock(GrainCall call)
    {
        if (Engine.Hostility?.PutsFirst() == true)
        {
            call.NextWaiting = _firstWaiting;
            _firstWaiting = call;
            _lastWaiting ??= call;
            return;
        }

        if (_lastWaiting is null)
        {
            _firstWaiting = call;
        }
        else
        {
            _lastWaiting.NextWaiting = call;
        }

        _lastWaiting = call;
    }

    /// <summary>Starts the waiting calls that may run, in their order; one that may not does not keep back those behind it.</summary>
    private void StartWaitingUnderLock(bool everyone = false)
    {
        GrainCall? before = null;
        var call = _firstWaiting;
        while (call is not null)
        {
            var next = call.NextWaiting;
            if (MayRunUnderLock(call))
            {
                RemoveWaitingUnderLock(before, call);
                RunUnderLock(call);
                if (!call.MayHaveCompany && IsPlain && !everyone)
                {
                    return;
                }
            }
            else
            {
                before = call;
            }

            call = next;
        }
    }

    private void RemoveWaitingUnderLock(GrainCall? before, GrainCall call)
    {
        if (before is null)
        {
            _firstWaiting = call.NextWaiting;
        }
        else
        {
            before.NextWaiting = call.NextWaiting;
        }

        if (ReferenceEquals(_lastWaiting, call))
        {
            _lastWaiting = before;
        }

        call.NextWaiting = null;
    }

    private GrainCall? TakeWaitingUnderLock()
    {
        var first = _firstWaiting;
        _firstWaiting = _lastWaiting = null;
        return first;
    }
}
