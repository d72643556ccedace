namespace Moltbot.Embedded.Engine;

/// <summary>
/// A piece of the engine's work on the thread pool: turns of an activation, an observer's call, a timer's tick. The first piece that
/// another sets going is done next by the same thread, the others by whichever thread is free: waking one costs more than most pieces
/// do, and the one that set them going is about to end, since it awaits what it asked for. Who blocks its thread instead holds that
/// piece up.
/// </summary>
internal abstract class EngineWork : IThreadPoolWorkItem
{
    /// <summary>Pieces done one after the other before the thread pool gets its thread back: arbitrary, as for the items of a turn.</summary>
    private const int LongestChain = 64;

    [ThreadStatic]
    private static bool _isWorking;

    [ThreadStatic]
    private static EngineWork? _next;

    /// <inheritdoc/>
    public void Execute()
    {
        _isWorking = true;
        try
        {
            var clean = ExecutionContext.Capture()!;
            Do();
            for (var done = 1; done < LongestChain && _next is { } next; done++)
            {
                _next = null;
                if (!ReferenceEquals(ExecutionContext.Capture(), clean))
                {
                    // What one piece has set in its asynchronous locals is not the next one's.
                    ExecutionContext.Restore(clean);
                }

                next.Do();
            }
        }
        finally
        {
            _isWorking = false;
            if (_next is { } left)
            {
                _next = null;
                ThreadPool.UnsafeQueueUserWorkItem(left, preferLocal: false);
            }
        }
    }

    /// <summary>Has it done soon.</summary>
    public void Queue()
    {
        if (_isWorking && _next is null)
        {
            _next = this;
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }
    }

    /// <summary>Does it. What it throws ends the process, as any work of the thread pool does.</summary>
    protected abstract void Do();
}
