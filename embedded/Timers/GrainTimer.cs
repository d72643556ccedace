using Moltbot.Embedded.Activations;
using Moltbot.Embedded.Engine;
using Orleans.Runtime;

namespace Moltbot.Embedded.Timers;

/// <summary>A timer of an activation. The next tick is set when the last one has ended, so that ticks never pile up.</summary>
internal abstract class GrainTimer : EngineWork, IGrainTimer
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly ITimer _timer;
    private TimeSpan _dueTime = Timeout.InfiniteTimeSpan;
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private bool _isTicking;
    private bool _isChanged;

    protected GrainTimer(Activation activation, GrainTimerCreationOptions options)
    {
        Activation = activation;
        Interleave = options.Interleave;
        KeepAlive = options.KeepAlive;
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            _timer = activation.Engine.Time.CreateTimer(
                static self => ((GrainTimer)self!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public Activation Activation { get; }

    public bool Interleave { get; }

    public bool KeepAlive { get; }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        lock (_gate)
        {
            _dueTime = dueTime;
            _period = period;
            _isChanged = true;
            if (_isTicking || _ended.IsCancellationRequested)
            {
                return;
            }

            _timer.Change(dueTime == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : dueTime, Timeout.InfiniteTimeSpan);
            if (dueTime != TimeSpan.Zero)
            {
                return;
            }

            // At once takes no time: no clock has to be asked.
            _isTicking = true;
        }

        Queue();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_ended.IsCancellationRequested)
            {
                return;
            }

            _timer.Dispose();
        }

        try
        {
            _ended.Cancel();
        }
        catch (AggregateException error)
        {
            EngineLog.TimerFailed(Activation.Engine.Log, error, Activation.ToString());
        }

        Activation.Forget(this);
    }

    public async Task TickAsync()
    {
        lock (_gate)
        {
            if (_ended.IsCancellationRequested)
            {
                return;
            }

            _isChanged = false;
        }

        try
        {
            await CallAsync(_ended.Token);
        }
        catch (Exception error) when (error is not Orleans.Storage.InconsistentStateException)
        {
            EngineLog.TimerFailed(Activation.Engine.Log, error, Activation.ToString());
        }
        finally
        {
            SetNext();
        }
    }

    /// <inheritdoc/>
    protected override void Do() => Fire();

    protected abstract Task CallAsync(CancellationToken token);

    private static void Check(TimeSpan time, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan((long)time.TotalMilliseconds, -1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)time.TotalMilliseconds, 0xfffffffe, name);
    }

    private void Fire()
    {
        lock (_gate)
        {
            if (_ended.IsCancellationRequested)
            {
                return;
            }

            _isTicking = true;
        }

        var tick = new TimerTick(this);
        Activation.Engine.Prepare(tick, Activation);
        Activation.Receive(tick);
    }

    private void SetNext()
    {
        lock (_gate)
        {
            _isTicking = false;
            if (!_ended.IsCancellationRequested)
            {
                _timer.Change(_isChanged ? _dueTime : _period, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
