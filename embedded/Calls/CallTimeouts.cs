namespace Moltbot.Embedded.Calls;

/// <summary>Ends the waiting for answers that do not come. Looks once a second, so that a timeout is up to a second late.</summary>
internal sealed class CallTimeouts : IDisposable
{
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);
    private readonly PendingCalls[] _stripes;
    private readonly PendingCalls _own = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly ITimer _timer;

    public CallTimeouts(TimeProvider time, TimeSpan timeout)
    {
        _time = time;
        _timeout = timeout;
        _stripes = new PendingCalls[Environment.ProcessorCount * 2];
        for (var i = 0; i < _stripes.Length; i++)
        {
            _stripes[i] = new();
        }

        _timer = time.CreateTimer(static self => ((CallTimeouts)self!).Look(), this, Resolution, Resolution);
    }

    public void Add(GrainCall call) =>
        (call.ResponseTimeout is null ? _stripes[(uint)Environment.CurrentManagedThreadId % (uint)_stripes.Length] : _own).Add(call);

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var now = _time.GetTimestamp();
        foreach (var stripe in _stripes)
        {
            End(stripe.Find(call => _time.GetElapsedTime(call.StartedAt, now) >= _timeout, stopAtFirstOther: true));
        }

        End(_own.Find(call => _time.GetElapsedTime(call.StartedAt, now) >= call.ResponseTimeout, stopAtFirstOther: false));
    }

    private void End(List<GrainCall> overdue)
    {
        foreach (var call in overdue)
        {
            call.GiveUp(Overdue(call));
        }
    }

    private TimeoutException Overdue(GrainCall call) =>
        new($"Response did not arrive on time in {call.ResponseTimeout ?? _timeout} for {call}. Its outcome is unknown.");
}
