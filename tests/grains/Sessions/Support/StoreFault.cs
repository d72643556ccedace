using Moltbot.Storage;

namespace Moltbot.Grains.Tests.Sessions.Support;

/// <summary>
/// Ends a process at one of its storage operations: before it happens, or after it happened and before its answer arrives. From
/// then on every operation of that process fails.
/// </summary>
internal sealed class StoreFault
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _countdown = int.MaxValue;
    private bool _after;
    private bool _dead;
    private int _outages;
    private int? _lostAnswer;

    /// <summary>How many operations there were.</summary>
    public int Operations { get; private set; }

    /// <summary>How often a stretch of a transcript was read.</summary>
    public int Reads { get; set; }

    /// <summary>Runs before each look for sessions with open turns; what it throws the look fails with.</summary>
    public Action? OnLook { get; set; }

    /// <summary>Runs before each reading of a session's open turns; what it throws the reading fails with.</summary>
    public Action? OnOpen { get; set; }

    /// <summary>Told of each look at what a task queue holds.</summary>
    public Action? OnTaskLook { get; set; }

    /// <summary>What claiming a turn waits for when it has happened.</summary>
    public Func<Task>? OnClaim { get; set; }

    /// <summary>Runs before a turn's outcome is written.</summary>
    public Action? OnComplete { get; set; }

    /// <summary>What noting that a turn is stopped waits for first.</summary>
    public Func<Task>? OnStop { get; set; }

    /// <summary>Told of each row of a grain that was written, with its state.</summary>
    public Action<object?>? OnWritten { get; set; }

    /// <summary>What a grain waits for, beyond the writing of its row, before it hears that the row with that state is written.</summary>
    public Func<object?, Task> HeldAnswer { get; set; } = static _ => Task.CompletedTask;

    /// <summary>What looks for sessions with open turns wait for.</summary>
    public Task HeldLook { get; set; } = Task.CompletedTask;

    /// <summary>Runs when a look for sessions with open turns is over, and old turns are to be forgotten.</summary>
    public Action? OnPrune { get; set; }

    /// <summary>Completes at the moment of death.</summary>
    public Task Died => _died.Task;

    /// <summary>Dies at the n-th operation from now on.</summary>
    public void DieAt(int operation, bool after)
    {
        lock (_gate)
        {
            _countdown = operation;
            _after = after;
        }
    }

    /// <summary>The next operations fail; later ones work again.</summary>
    public void FailNext(int operations)
    {
        lock (_gate)
        {
            _outages = operations;
        }
    }

    /// <summary>The n-th operation from now on happens, and its answer is lost; null loses none.</summary>
    public void LoseAnswerOf(int? operation)
    {
        lock (_gate)
        {
            _lostAnswer = Operations + operation;
        }
    }

    public async Task<T> Guard<T>(Func<Task<T>> operation)
    {
        bool dies;
        bool losesAnswer;
        lock (_gate)
        {
            Operations++;
            if (_dead)
            {
                throw new StorageUnavailableException("the process is dead");
            }

            if (_outages > 0)
            {
                _outages--;
                throw new StorageUnavailableException("the database is away");
            }

            losesAnswer = Operations == _lostAnswer;
            dies = --_countdown == 0;
            if (dies)
            {
                _dead = true;
            }
        }

        if (losesAnswer)
        {
            await operation();
            throw new StorageUnavailableException("the connection to the database broke");
        }

        if (!dies)
        {
            return await operation();
        }

        if (_after)
        {
            await operation();
        }

        _died.TrySetResult();
        throw new StorageUnavailableException("the process died");
    }

    public Task Guard(Func<Task> operation) => Guard(async () =>
    {
        await operation();
        return true;
    });
}
