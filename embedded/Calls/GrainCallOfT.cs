using System.Runtime.CompilerServices;
using Moltbot.Embedded.Copying;

namespace Moltbot.Embedded.Calls;

/// <summary>A call with a result.</summary>
public abstract class GrainCall<T> : GrainCall
{
    private AsyncTaskMethodBuilder<T> _promise = AsyncTaskMethodBuilder<T>.Create();
    private ValueTaskAwaiter<T> _running;

    internal Task<T> Promise => _promise.Task;

    /// <summary>Calls the method. For generated code.</summary>
    protected abstract ValueTask<T> Invoke(object target);

    /// <summary>Isolates the result. For generated code.</summary>
    protected abstract T CopyResult(T result, CopyContext context);

    internal sealed override void Run()
    {
        ValueTask<T> running;
        try
        {
            running = Activation is { HasFilters: true } ? InvokeFiltered() : Invoke(Instance!);
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

    internal sealed override async Task InvokeInto(IncomingCallContext context) => context.Result = await Invoke(Instance!);

    internal void Answer(T result)
    {
        if (IsCompleted)
        {
            return;
        }

        T copy;
        var context = CopyContext.Rent();
        try
        {
            copy = CopyResult(result, context);
        }
        catch (Exception error)
        {
            TryFail(error);
            return;
        }
        finally
        {
            context.Return();
        }

        if (TryComplete())
        {
            _promise.SetResult(copy);
        }
    }

    private protected sealed override void SetException(Exception error)
    {
        if (!IsOneWay)
        {
            _promise.SetException(error);
        }
    }

    private async ValueTask<T> InvokeFiltered()
    {
        var context = new IncomingCallContext(this);
        await context.Invoke();
        return context.Result is { } result ? (T)result : default!;
    }

    private void End()
    {
        T result;
        try
        {
            result = _running.GetResult();
        }
        catch (Exception error)
        {
            End(error);
            return;
        }

        Answer(result);
        Leave();
    }

    private void End(Exception error)
    {
        Activation?.OnFailure(error);
        TryFail(error);
        Leave();
    }
}
