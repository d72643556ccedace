using System.Collections.Concurrent;

namespace Moltbot.Embedded.Tests.Support;

public sealed class ProbeGrain : Grain, IProbeGrain
{
    private readonly Guid _activation = Guid.NewGuid();
    private int _count;

    public static ConcurrentDictionary<string, TaskCompletionSource> Arrived { get; } = new();

    public static ConcurrentDictionary<string, TaskCompletionSource> Let { get; } = new();

    public static ConcurrentDictionary<string, ConcurrentQueue<int>> Notes { get; } = new();

    public Task<int> Count() => Task.FromResult(++_count);

    public Task<Guid> Activation() => Task.FromResult(_activation);

    public async Task<Guid> Hold(string name)
    {
        Arrived.GetOrAdd(name, static _ => NewSignal()).TrySetResult();
        await Let.GetOrAdd(name, static _ => NewSignal()).Task;
        return _activation;
    }

    public Task Note(string name, int number)
    {
        Notes.GetOrAdd(name, static _ => new()).Enqueue(number);
        return Task.CompletedTask;
    }

    public ValueTask<int> Ping() => new(1);

    public static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
