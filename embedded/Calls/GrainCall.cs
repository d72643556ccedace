using System.Diagnostics;
using System.Reflection;
using Moltbot.Embedded.Activations;
using Moltbot.Embedded.Engine;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Moltbot.Embedded.Calls;

/// <summary>One call on its way: method, arguments, and the promise that its caller waits for. Sub-classes are generated, one a
/// method. It is completed exactly once: by the callee, by its timeout or by its caller's cancellation, whichever comes first.</summary>
public abstract class GrainCall : IInvokable
{
    private const int Completed = 1;
    private int _state;
    private CancellationToken _callerToken;
    private CancellationTokenSource? _calleeSource;
    private CancellationTokenRegistration _registration;

    /// <summary>For generated code.</summary>
    public virtual CallOptions Options => CallOptions.None;

    /// <summary>The method's own timeout, or null for the engine's.</summary>
    public virtual TimeSpan? ResponseTimeout => null;

    /// <summary>The token that the callee sees. It fires when the caller's token fires and when the caller has given up waiting.</summary>
    protected CancellationToken CalleeToken => _calleeSource?.Token ?? CancellationToken.None;

    internal Dictionary<string, object>? Context { get; private set; }

    internal Activity? Activity { get; private set; }

    internal Activation? Source { get; private set; }

    internal GrainReference? To { get; private set; }

    internal object? Instance { get; private set; }

    internal Activation? Activation { get; set; }

    internal long StartedAt { get; private set; }

    /// <summary>The next call in the list of those that wait for an activation.</summary>
    internal GrainCall? NextWaiting { get; set; }

    /// <summary>Neighbours in the list of calls without an answer, guarded by that list's lock.</summary>
    internal GrainCall? NextPending { get; set; }

    internal GrainCall? PreviousPending { get; set; }

    internal PendingCalls? Pending { get; set; }

    internal bool IsCompleted => Volatile.Read(ref _state) == Completed;

    internal bool IsOneWay => (Options & CallOptions.OneWay) != CallOptions.None;

    /// <summary>Whether the call counts as use of its activation.</summary>
    internal virtual bool KeepsActive => true;

    /// <summary>Whether other calls may run beside this one because of what its method says.</summary>
    internal bool MayHaveCompany => (Options & (CallOptions.ReadOnly | CallOptions.AlwaysInterleave)) != CallOptions.None;

    /// <summary>A hostile engine runs a call although its caller has been told that it timed out.</summary>
    internal bool RunsThoughCompleted { get; set; }

    internal Observers.ObserverTarget? Observer { get; set; }

    internal Guid Chain => Context is { } values && values.TryGetValue(RequestContext.ReentrancyKey, out var id) && id is Guid chain
        ? chain
        : Guid.Empty;

    /// <inheritdoc/>
    public object? GetTarget() => Instance;

    /// <inheritdoc/>
    public abstract int GetArgumentCount();

    /// <inheritdoc/>
    public virtual object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    /// <inheritdoc/>
    public virtual void SetArgument(int index, object value) => throw new ArgumentOutOfRangeException(nameof(index));

    /// <inheritdoc/>
    public abstract string GetMethodName();

    /// <inheritdoc/>
    public abstract string GetInterfaceName();

    /// <inheritdoc/>
    public virtual string GetActivityName() => $"{GetInterfaceName()}/{GetMethodName()}";

    /// <inheritdoc/>
    public abstract MethodInfo GetMethod();

    /// <inheritdoc/>
    public abstract Type GetInterfaceType();

    /// <inheritdoc/>
    public override string ToString() => $"{To?.GrainId}.{GetMethodName()} ({GetInterfaceName()})";

    /// <summary>The caller's token. For generated code.</summary>
    public void SetCallerToken(CancellationToken token)
    {
        _callerToken = token;
        _calleeSource = new CancellationTokenSource();
    }

    /// <summary>Runs the method on the instance that the call has reached and answers the caller.</summary>
    internal abstract void Run();

    /// <summary>Runs the method and puts its result into the context. The last step of a chain of filters.</summary>
    internal abstract Task InvokeInto(IncomingCallContext context);

    /// <summary>Makes the promise fail.</summary>
    private protected abstract void SetException(Exception error);

    internal void Prepare(GrainReference to, Activation? source, long now)
    {
        PrepareAlone(to, source, now);
        Context = Copying.DeepCopy.Context(RequestContext.Values);
        Activity = Activity.Current;
    }

    /// <summary>For calls that the engine makes: nothing of whoever happens to run this travels along.</summary>
    internal void PrepareAlone(GrainReference to, Activation? source, long now)
    {
        To = to;
        Source = source;
        StartedAt = now;
    }

    /// <summary>The call has reached an instance that will run it.</summary>
    internal void Reach(Activation? activation, object instance)
    {
        Activation = activation;
        Instance = instance;
    }

    internal void WatchCaller()
    {
        if (_callerToken.CanBeCanceled)
        {
            _registration = _callerToken.UnsafeRegister(
                static (self, token) => ((GrainCall)self!).GiveUp(new OperationCanceledException(token)), this);
        }
    }

    internal bool IsCancelledAlready(out CancellationToken token)
    {
        token = _callerToken;
        return token.IsCancellationRequested;
    }

    /// <summary>Answers with an error if nobody has answered yet.</summary>
    internal bool TryFail(Exception error)
    {
        if (!TryComplete())
        {
            return false;
        }

        SetException(error);
        return true;
    }

    /// <summary>The caller waits no longer: it gets the error, the callee's token fires within its activation.</summary>
    internal void GiveUp(Exception error)
    {
        if (!TryFail(error) || _calleeSource is not { } source)
        {
            return;
        }

        if (Activation is { } activation)
        {
            activation.Post(CancelCallee);
        }
        else
        {
            CancelCallee();
        }

        void CancelCallee()
        {
            try
            {
                source.Cancel();
            }
            catch (AggregateException error)
            {
                EngineLog.CancellationFailed(To!.Router.Engine.Log, error, ToString());
            }
        }
    }

    /// <summary>The call has ended; its host may start others.</summary>
    private protected void Leave()
    {
        Activation?.Ended(this);
        Observer?.Ended();
    }

    private protected bool TryComplete()
    {
        if (Interlocked.Exchange(ref _state, Completed) == Completed)
        {
            return false;
        }

        Pending?.Remove(this);
        _registration.Unregister();
        return true;
    }
}
