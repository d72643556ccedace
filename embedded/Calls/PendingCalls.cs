namespace Moltbot.Embedded.Calls;

/// <summary>Calls without an answer, oldest first, so that looking for the overdue ones costs only what is overdue. Calls with a
/// timeout of their own have a list of their own, which is looked through.</summary>
internal sealed class PendingCalls
{
    private readonly Lock _gate = new();
    private GrainCall? _oldest;
    private GrainCall? _newest;

    public void Add(GrainCall call)
    {
        lock (_gate)
        {
            call.Pending = this;
            call.PreviousPending = _newest;
            if (_newest is null)
            {
                _oldest = call;
            }
            else
            {
                _newest.NextPending = call;
            }

            _newest = call;
        }
    }

    public void Remove(GrainCall call)
    {
        lock (_gate)
        {
            if (call.Pending is null)
            {
                return;
            }

            if (call.PreviousPending is null)
            {
                _oldest = call.NextPending;
            }
            else
            {
                call.PreviousPending.NextPending = call.NextPending;
            }

            if (call.NextPending is null)
            {
                _newest = call.PreviousPending;
            }
            else
            {
                call.NextPending.PreviousPending = call.PreviousPending;
            }

            call.Pending = null;
            call.NextPending = call.PreviousPending = null;
        }
    }

    /// <summary>The calls that fulfil the condition; looks no further than the first that does not, when asked.</summary>
    public List<GrainCall> Find(Func<GrainCall, bool> isOverdue, bool stopAtFirstOther)
    {
        List<GrainCall> found = [];
        lock (_gate)
        {
            for (var call = _oldest; call is not null; call = call.NextPending)
            {
                if (isOverdue(call))
                {
                    found.Add(call);
                }
                else if (stopAtFirstOther)
                {
                    break;
                }
            }
        }

        return found;
    }
}
