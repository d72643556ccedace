using System.Runtime.CompilerServices;

namespace Moltbot.Embedded.Calls;

/// <summary>A call without a result.</summary>
public abstract class VoidGrainCall : GrainCall
{
    private AsyncTaskMethodBuilder _promise = AsyncTaskMethodBuilder.Create();
    private ValueTaskAwaiter _running;

    internal Task Promise => _promise.Task;

    /// <summary>Calls the method. For generated code.</summary>
    protected abstract ValueTask Invoke(object target);

    internal sealed override void Run()
    {
        ValueTask running;
        try
        {
            running = Activation is { HasFilters: true } ? new(new IncomingCallContext(this).Invoke()) : Invoke(Instance!);
        }
        catch (Exception error)
        {
            End(error);
            return;
        }

        _running = running.GetAwaiter();
        if (_running.IsCompleted)
        {
            End();
        }
        else
        {
            _running.UnsafeOnCompleted(End);
        }
    }

    internal sealed override Task InvokeInto(IncomingCallContext context) => Invoke(Instance!).AsTask();

    internal void Answer()
    {
        if (TryComplete())
        {
            _promise.SetResult();
        }
    }

    private protected sealed override void SetException(Exception error)
    {
        if (!IsOneWay)
        {
            _promise.SetException(error);
        }
    }

    private void End()
    {
        try
        {
            _running.GetResult();
        }
        catch (Exception error)
        {
            End(error);
            return;
        }

        Answer();
        Leave();
    }

    private void End(Exception error)
    {
        Activation?.OnFailure(error);
        TryFail(error);
        Leave();
    }
}
