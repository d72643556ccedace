using System.Collections.Concurrent;
using Moltbot.TestSupport.Time;

namespace Moltbot.Engine.Tests.Suite.Support;

/// <summary>A door between a test and a grain in the same process: the grain says that it has come and waits to be let on.</summary>
public sealed class Gate
{
    private static readonly ConcurrentDictionary<string, Gate> All = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _arrivals = new(0);
    private int _arrived;

    public static Gate Named(string name) => All.GetOrAdd(name, static _ => new());

    /// <summary>How many have come.</summary>
    public int Arrived => Volatile.Read(ref _arrived);

    public Task PassAsync()
    {
        Arrive();
        return _opened.Task;
    }

    public void Arrive()
    {
        Interlocked.Increment(ref _arrived);
        _arrivals.Release();
    }

    public void Open() => _opened.TrySetResult();

    /// <summary>Waits until one more has come.</summary>
    public async Task OneMoreAsync()
    {
        if (!await _arrivals.WaitAsync(Waits.Limit))
        {
            throw new TimeoutException($"Nobody came to the gate within {Waits.Limit.TotalSeconds:0} s.");
        }
    }
}
