using System.Diagnostics;
using System.Net;
using Moltbot.Bench.Machine;

namespace Moltbot.Bench.Servers;

/// <summary>A program that prints <c>ready ws://…</c> when it serves.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();
    private readonly Task _reading;
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(Read(process.StandardOutput), Read(process.StandardError));
    }

    public int ProcessId => _process.Id;

    public IPEndPoint Address { get; private set; } = null!;

    /// <summary>From the start of the program to its line <c>ready</c>.</summary>
    public TimeSpan StartTime { get; private set; }

    public TimeSpan Cpu => ProcessClock.CpuOf(ProcessId);

    public long Resident => ProcessClock.ResidentOf(ProcessId);

    /// <exception cref="BenchException">It ended or said nothing for a minute; the message has its last lines.</exception>
    public static async Task<ServerProcess> Start(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        var began = TimeProvider.System.GetTimestamp();
        var server = new ServerProcess(Process.Start(start) ?? throw new BenchException($"{program} did not start"));
        try
        {
            var url = await server._ready.Task.WaitAsync(StartLimit, TimeProvider.System);
            server.StartTime = TimeProvider.System.GetElapsedTime(began);
            server.Address = new IPEndPoint(IPAddress.Loopback, new Uri(url).Port);
            return server;
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            var lines = string.Join('\n', server._lastLines);
            await server.DisposeAsync();
            throw new BenchException($"{program} {string.Join(' ', arguments)} did not get ready ({e.Message}):\n{lines}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            {
                await kill.WaitForExitAsync();
            }

            using var limit = new CancellationTokenSource(StopLimit, TimeProvider.System);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
            }
        }

        await _reading;
        _process.Dispose();
    }

    private async Task Read(StreamReader lines)
    {
        const int kept = 20;
        const string ready = "ready ";
        while (await lines.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(ready, StringComparison.Ordinal))
            {
                _ready.TrySetResult(line.Split(' ')[1]);
            }

            lock (_lastLines)
            {
                _lastLines.Enqueue(line);
                if (_lastLines.Count > kept)
                {
                    _lastLines.Dequeue();
                }
            }
        }

        _ready.TrySetException(new InvalidOperationException("it ended"));
    }
}
