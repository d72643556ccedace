namespace Moltbot.System.Tests.Support;

/// <summary>What a program has printed so far, with waits for what it prints next.</summary>
internal sealed class ProgramOutput
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _changed = Signal();
    private bool _ended;

    /// <summary>All of it, both streams, in the order in which it came.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>Takes lines until the stream ends.</summary>
    public async Task Read(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            lock (_gate)
            {
                _lines.Add(line);
                Tell();
            }
        }
    }

    /// <summary>Nothing more will come.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            Tell();
        }
    }

    /// <summary>Waits for a line.</summary>
    /// <exception cref="TimeoutException">It did not come; says in which phase, and all that came instead.</exception>
    public async Task<string> Line(string phase, Func<string, bool> isIt, TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience, TimeProvider.System);
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_lines.Find(line => isIt(line)) is { } found)
                {
                    return found;
                }

                if (_ended)
                {
                    throw new TimeoutException($"{phase}: the program ended without it. It printed:\n{string.Join('\n', _lines)}");
                }

                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"{phase}: nothing for {patience.TotalSeconds:0} s. The program printed:\n{Text}");
            }
        }
    }

    private void Tell()
    {
        TaskCompletionSource changed = _changed;
        _changed = Signal();
        changed.TrySetResult();
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
