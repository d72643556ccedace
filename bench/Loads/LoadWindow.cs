using Moltbot.Bench.Clients;
using Moltbot.Bench.Machine;

namespace Moltbot.Bench.Loads;

/// <summary>
/// Runs workers that send and wait: first unmeasured until the server has compiled its hot paths, then measured, then until
/// what is under way has ended. Workers ask <see cref="IsOver"/> before they begin something new.
/// </summary>
internal sealed class LoadWindow(int serverProcessId, TimeSpan warmUp, TimeSpan duration)
{
    /// <summary>How long what is under way at the end may take before it counts as failed.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private volatile bool _isMeasuring;
    private volatile bool _isOver;
    private long _failures;

    public bool IsOver => _isOver;

    /// <summary>Counts a success that began at a timestamp.</summary>
    public void Succeeded(LatencyLog log, long began)
    {
        if (_isMeasuring)
        {
            log.Add(TimeProvider.System.GetElapsedTime(began));
        }
    }

    public void Failed()
    {
        if (_isMeasuring || _isOver)
        {
            Interlocked.Increment(ref _failures);
        }
    }

    /// <param name="workers">Each gets its own log and ends some time after <see cref="IsOver"/>.</param>
    public async Task<LoadResult> Run(IReadOnlyList<Func<LatencyLog, CancellationToken, Task>> workers)
    {
        using var stop = new CancellationTokenSource();
        var logs = workers.Select(static _ => new LatencyLog()).ToArray();
        var running = Task.WhenAll(workers.Select((worker, i) => Task.Run(() => worker(logs[i], stop.Token), stop.Token)));

        await Pause(warmUp, running);
        var (serverBefore, ownBefore, began) = (ProcessClock.CpuOf(serverProcessId), Environment.CpuUsage.TotalTime, TimeProvider.System.GetTimestamp());
        _isMeasuring = true;
        await Pause(duration, running);
        _isMeasuring = false;
        var (serverCpu, ownCpu, elapsed) =
            (ProcessClock.CpuOf(serverProcessId) - serverBefore, Environment.CpuUsage.TotalTime - ownBefore, TimeProvider.System.GetElapsedTime(began));

        _isOver = true;
        stop.CancelAfter(Grace);
        try
        {
            await running;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Interlocked.Increment(ref _failures);
        }

        var all = new LatencyLog();
        foreach (var log in logs)
        {
            all.Add(log);
        }

        return new LoadResult(elapsed, serverCpu, ownCpu, all, Interlocked.Read(ref _failures));
    }

    /// <summary>Waits, but not for a worker that has failed.</summary>
    private static async Task Pause(TimeSpan time, Task running)
    {
        if (await Task.WhenAny(Task.Delay(time, TimeProvider.System), running) == running)
        {
            await running;
        }
    }
}
