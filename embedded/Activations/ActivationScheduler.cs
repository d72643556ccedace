using Moltbot.Embedded.Calls;
using Moltbot.Embedded.Engine;

namespace Moltbot.Embedded.Activations;

/// <summary>Runs everything that an activation does, one thing at a time, on the thread pool. What a grain awaits comes back
/// here, because it is the current scheduler while the grain's code runs.</summary>
internal sealed class ActivationScheduler : TaskScheduler
{
    /// <summary>How much is done before other activations get the thread: arbitrary, small against a call's timeout.</summary>
    private const int ItemsPerTurn = 64;

    private readonly Activation _activation;
    private readonly Turns _turns;
    private readonly Lock _gate = new();
    private WorkQueue _work;
    private bool _isScheduled;

    public ActivationScheduler(Activation activation)
    {
        _activation = activation;
        _turns = new Turns(this);
    }

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Adds a call that may start, a task, or an action of the engine's own, which must not fail.</summary>
    public void Add(object item)
    {
        lock (_gate)
        {
            _work.Enqueue(item);
            if (_isScheduled)
            {
                return;
            }

            _isScheduled = true;
        }

        _turns.Queue();
    }

    public void Trim()
    {
        lock (_gate)
        {
            if (_work.IsEmpty)
            {
                _work.Trim();
            }
        }
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        if (ReferenceEquals(task.AsyncState, this))
        {
            TryExecuteTask(task);
        }
        else
        {
            Add(task);
        }
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(ActivationScope.Current, _activation) && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private void Turn()
    {
        var clean = ExecutionContext.Capture()!;
        ActivationScope.Current = _activation;
        try
        {
            for (var i = 0; i < ItemsPerTurn; i++)
            {
                object? item;
                lock (_gate)
                {
                    if (!_work.TryDequeue(out item))
                    {
                        _isScheduled = false;
                        return;
                    }
                }

                Do(item);
                if (!ReferenceEquals(ExecutionContext.Capture(), clean))
                {
                    // What a turn has set in its asynchronous locals is not the next turn's.
                    ExecutionContext.Restore(clean);
                }
            }
        }
        finally
        {
            ActivationScope.Current = null;
        }

        ThreadPool.UnsafeQueueUserWorkItem(_turns, preferLocal: false);
    }

    private void Do(object item)
    {
        switch (item)
        {
            case GrainCall call:
                _activation.Start(call);
                break;
            case Task task:
                TryExecuteTask(task);
                break;
            case Action action:
                action();
                break;
        }
    }

    /// <summary>Turns, in a task of this scheduler: it is the current one while they run.</summary>
    private sealed class Turns(ActivationScheduler scheduler) : EngineWork
    {
        protected override void Do() =>
            new Task(static self => ((ActivationScheduler)self!).Turn(), scheduler, TaskCreationOptions.DenyChildAttach).Start(scheduler);
    }
}
