using Microsoft.Extensions.DependencyInjection;
using Moltbot.Embedded.Calls;
using Moltbot.Embedded.Engine;
using Moltbot.Embedded.Timers;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Moltbot.Embedded.Activations;

/// <summary>One grain in memory. Everything that changes who may run is guarded by <see cref="_gate"/>; the grain's code runs on
/// <see cref="_scheduler"/> only.</summary>
internal sealed partial class Activation : IGrainContext
{
    private readonly Lock _gate = new();
    private readonly ActivationScheduler _scheduler;

    /// <summary>The call that keeps others out; null while none runs, or only such as always interleave.</summary>
    private GrainCall? _blocking;
    private int _running;
    private int _readers;
    private ActivationState _state;
    private long _lastUsed;
    private Dictionary<Guid, int>? _reentrantSections;

    public Activation(GrainClassHost host, string key)
    {
        Class = host;
        Key = key;
        _scheduler = new(this);
        _lastUsed = Engine.Time.GetTimestamp();
    }

    public GrainClassHost Class { get; }

    public string Key { get; }

    public GrainEngine Engine => Class.Engine;

    public IGrainFactory GrainFactory => Engine.Factory;

    public GrainId GrainId => new(Class.Type, IdSpan.Create(Key));

    public GrainReference GrainReference => Engine.Classes.MakeReference(Class.Description.Interfaces[0], Class, Key);

    public object? GrainInstance { get; private set; }

    public IServiceProvider ActivationServices => Scope is { } scope
        ? scope.ServiceProvider
        : throw new ObjectDisposedException(ToString(), "The activation has ended.");

    public bool HasFilters { get; private set; }

    /// <summary>For stateless workers: how much it has to do.</summary>
    public int Load => Volatile.Read(ref _running) + (Volatile.Read(ref _firstWaiting) is null ? 0 : 1);

    private IServiceScope? Scope { get; set; }

    /// <summary>Whether two calls that say nothing of themselves never run together.</summary>
    private bool IsPlain => !Class.Description.IsReentrant && Class.Description.MayInterleave is null;

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override string ToString() => $"{Class.Type}/{Key}";

    /// <summary>Does something on the activation's scheduler, between its turns.</summary>
    public void Post(Action action) => _scheduler.Add(action);

    /// <summary>Takes a call: runs it as soon as it may run. False when the activation has ended.</summary>
    public bool TryReceive(GrainCall call)
    {
        lock (_gate)
        {
            switch (_state)
            {
                case ActivationState.Ended:
                    return false;
                case ActivationState.Deactivating when _isAbandoned:
                    return false;
                case ActivationState.Valid when MayRunUnderLock(call):
                    RunUnderLock(call);
                    return true;
                case ActivationState.Created:
                    _state = ActivationState.Activating;
                    WaitUnderLock(call);
                    break;
                default:
                    WaitUnderLock(call);
                    return true;
            }
        }

        BeginActivation(call);
        return true;
    }

    /// <summary>Starts a call on the activation's scheduler.</summary>
    public void Start(GrainCall call)
    {
        if (call.IsCompleted && !call.RunsThoughCompleted)
        {
            // Its caller has given up while it waited.
            Ended(call);
            return;
        }

        RequestContext.Values = call.Context;
        if (call.Activity is { } activity)
        {
            System.Diagnostics.Activity.Current = activity;
        }

        call.Reach(this, GrainInstance!);
        call.Run();
        if (Engine.Hostility is { } hostility && !call.IsCompleted && hostility.DeactivatesAtAwait())
        {
            Abandon();
        }
    }

    /// <summary>A call has ended; others may run now.</summary>
    public void Ended(GrainCall call)
    {
        var isLast = false;
        lock (_gate)
        {
            _running--;
            UnblockUnderLock(call);
            if (_state == ActivationState.Valid)
            {
                if (_firstWaiting is not null && (_blocking is null || Class.Description.MayInterleave is not null))
                {
                    StartWaitingUnderLock();
                }
            }
            else
            {
                isLast = _running == 0 && _state == ActivationState.Deactivating;
            }
        }

        if (isLast)
        {
            BeginEnding();
        }
    }

    /// <summary>An activation that has lost its state to another one ends.</summary>
    public void OnFailure(Exception error)
    {
        if (error is InconsistentStateException { IsSourceActivation: true } conflict)
        {
            conflict.IsSourceActivation = false;
            Deactivate(new(DeactivationReasonCode.ApplicationError, conflict, "Another activation has written the grain's state."));
        }
    }

    public void EnterReentrantSection(Guid chain)
    {
        lock (_gate)
        {
            _reentrantSections ??= [];
            _reentrantSections[chain] = _reentrantSections.GetValueOrDefault(chain) + 1;
            if (_state == ActivationState.Valid)
            {
                StartWaitingUnderLock(everyone: true);
            }
        }
    }

    public void ExitReentrantSection(Guid chain)
    {
        lock (_gate)
        {
            if (_reentrantSections is { } sections && sections.TryGetValue(chain, out var count))
            {
                if (count == 1)
                {
                    sections.Remove(chain);
                }
                else
                {
                    sections[chain] = count - 1;
                }
            }
        }
    }

    private static bool IsReadOnly(GrainCall call) => (call.Options & CallOptions.ReadOnly) != CallOptions.None;

    private bool MayRunUnderLock(GrainCall call)
    {
        if (_blocking is not { } blocking)
        {
            return true;
        }

        var options = call.Options;
        return (options & CallOptions.AlwaysInterleave) != CallOptions.None
            || Class.Description.IsReentrant
            || ((options & blocking.Options & CallOptions.ReadOnly) != CallOptions.None)
            || (_reentrantSections is { Count: > 0 } sections && call.Chain is var chain && chain != Guid.Empty && sections.ContainsKey(chain))
            || (Class.Description.MayInterleave is { } may && (may(GrainInstance!, call) || may(GrainInstance!, blocking)));
    }

    /// <summary>A reader keeps writers out until the last reader has ended.</summary>
    private void UnblockUnderLock(GrainCall call)
    {
        if (IsReadOnly(call))
        {
            _readers--;
        }

        if (_blocking is { } blocking && (IsReadOnly(blocking) ? _readers == 0 : ReferenceEquals(blocking, call)))
        {
            _blocking = null;
        }
    }

    private void RunUnderLock(GrainCall call)
    {
        _running++;
        _readers += IsReadOnly(call) ? 1 : 0;
        _lastUsed = call.KeepsActive ? call.StartedAt : _lastUsed;
        if (_blocking is null && (call.Options & CallOptions.AlwaysInterleave) == CallOptions.None)
        {
            _blocking = call;
        }

        _scheduler.Add(call);
    }
}
