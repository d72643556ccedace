using Moltbot.Embedded.Calls;
using Moltbot.Embedded.Engine;
using Orleans;
using Orleans.Runtime;

namespace Moltbot.Embedded.Activations;

/// <summary>How an activation begins and ends.</summary>
internal sealed partial class Activation
{
    private bool _isEnding;
    private bool _isAbandoned;
    private bool _wasValid;
    private long _keepUntil;
    private DeactivationReason _reason;
    private TaskCompletionSource? _deactivated;

    public Task Deactivated
    {
        get
        {
            lock (_gate)
            {
                _deactivated ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                if (_state == ActivationState.Ended)
                {
                    _deactivated.TrySetResult();
                }

                return _deactivated.Task;
            }
        }
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_state >= ActivationState.Deactivating || _reason.ReasonCode != DeactivationReasonCode.None)
            {
                return;
            }

            _reason = deactivationReason;
            if (_state == ActivationState.Activating)
            {
                // It ends once it has begun.
                return;
            }

            LeaveValidUnderLock();
            if (_running > 0)
            {
                return;
            }
        }

        BeginEnding();
    }

    /// <summary>Ends the activation if it has idled for too long.</summary>
    public void Collect(TimeSpan age, long now)
    {
        lock (_gate)
        {
            if (_state != ActivationState.Valid || _running > 0 || now < _keepUntil || Engine.Time.GetElapsedTime(_lastUsed, now) < age)
            {
                return;
            }
        }

        Deactivate(new(DeactivationReasonCode.ActivationIdle, "Nothing was asked of the grain for its collection age."));
    }

    public void DelayDeactivation(TimeSpan time)
    {
        var until = 0L;
        if (time == TimeSpan.MaxValue || time == Timeout.InfiniteTimeSpan)
        {
            until = long.MaxValue;
        }
        else if (time > TimeSpan.Zero)
        {
            until = Engine.Time.GetTimestamp() + (long)(time.TotalSeconds * Engine.Time.TimestampFrequency);
        }

        lock (_gate)
        {
            _keepUntil = until;
        }
    }

    /// <summary>Gives the activation up as a cluster does with one on a machine that seems dead: it is forgotten at once, though
    /// what it runs runs on.</summary>
    private void Abandon()
    {
        GrainCall? waiting;
        lock (_gate)
        {
            if (_state != ActivationState.Valid)
            {
                return;
            }

            _isAbandoned = true;
            _reason = new(DeactivationReasonCode.DirectoryFailure, "The engine is hostile.");
            LeaveValidUnderLock();
            waiting = TakeWaitingUnderLock();
        }

        Class.Forget(this);
        Class.Forward(waiting);
    }

    private void LeaveValidUnderLock()
    {
        _wasValid = _state == ActivationState.Valid;
        _state = ActivationState.Deactivating;
    }

    private void BeginActivation(GrainCall first) => _scheduler.Add((Action)(() => _ = ActivateAsync(first)));

    private async Task ActivateAsync(GrainCall first)
    {
        RequestContext.Values = first.Context;
        try
        {
            var construction = Construct();
            if (construction.HasStates || Class.Description.OverridesActivation)
            {
                using var timeout = new CancellationTokenSource(Engine.Options.ActivationTimeout, Engine.Time);
                await construction.ReadStatesAsync(timeout.Token);
                if (GrainInstance is IGrainBase grain)
                {
                    await grain.OnActivateAsync(timeout.Token).WaitAsync(timeout.Token);
                }
            }
        }
        catch (Exception error)
        {
            EngineLog.ActivationFailed(Engine.Log, error, ToString());
            await FailAsync(error);
            return;
        }

        lock (_gate)
        {
            _state = ActivationState.Valid;
            if (_reason.ReasonCode == DeactivationReasonCode.None)
            {
                StartWaitingUnderLock(everyone: true);
                return;
            }

            LeaveValidUnderLock();
        }

        BeginEnding();
    }

    private GrainConstruction Construct()
    {
        Scope = Engine.CreateScope();
        var construction = new GrainConstruction(this, Scope.ServiceProvider);
        ActivationScope.Constructing = this;
        try
        {
            GrainInstance = Class.Description.Create(construction);
        }
        finally
        {
            ActivationScope.Constructing = null;
        }

        HasFilters = Engine.IncomingFilters.Length > 0 || GrainInstance is IIncomingGrainCallFilter;
        return construction;
    }

    private async Task FailAsync(Exception error)
    {
        Class.Forget(this);
        await ReleaseAsync();
        for (var call = End(); call is not null;)
        {
            var next = call.NextWaiting;
            call.NextWaiting = null;
            call.TryFail(error);
            call = next;
        }
    }

    private void BeginEnding()
    {
        lock (_gate)
        {
            if (_isEnding)
            {
                return;
            }

            _isEnding = true;
        }

        _scheduler.Add((Action)(() => _ = EndAsync()));
    }

    private async Task EndAsync()
    {
        DisposeTimers();
        if (_wasValid && Class.Description.OverridesDeactivation && GrainInstance is IGrainBase grain)
        {
            try
            {
                using var timeout = new CancellationTokenSource(Engine.Options.DeactivationTimeout, Engine.Time);
                await grain.OnDeactivateAsync(_reason, timeout.Token).WaitAsync(timeout.Token);
            }
            catch (Exception error)
            {
                EngineLog.DeactivationFailed(Engine.Log, error, ToString());
            }
        }

        Class.Forget(this);
        await ReleaseAsync();
        Class.Forward(End());
    }

    /// <summary>Takes no call any more; returns those that wait.</summary>
    private GrainCall? End()
    {
        lock (_gate)
        {
            _state = ActivationState.Ended;
            _deactivated?.TrySetResult();
            GrainInstance = null;
            return TakeWaitingUnderLock();
        }
    }

    private async Task ReleaseAsync()
    {
        var (instance, scope) = (GrainInstance, Scope);
        Scope = null;
        try
        {
            if (instance is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync();
            }
            else
            {
                (instance as IDisposable)?.Dispose();
            }

            if (scope is IAsyncDisposable asynchronousScope)
            {
                await asynchronousScope.DisposeAsync();
            }
            else
            {
                scope?.Dispose();
            }
        }
        catch (Exception error)
        {
            EngineLog.DeactivationFailed(Engine.Log, error, ToString());
        }
    }
}
