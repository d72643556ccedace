using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Support;

/// <summary>A process of a program under test. It ends with the tests, however they end.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<int, Process> Alive = new();
    private readonly Process _process;
    private readonly Task _reading;

    static RunningProgram() => AppDomain.CurrentDomain.ProcessExit += static (_, _) =>
    {
        foreach (Process process in Alive.Values)
        {
            process.Kill();
        }
    };

    private RunningProgram(Process process)
    {
        _process = process;
        Alive[process.Id] = process;
        _reading = ReadAll();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public ProgramOutput Output { get; } = new();

    /// <summary>Starts it with no variable of ours but those given.</summary>
    public static RunningProgram Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string? workingDirectory = null)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? "/",
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (string name in start.Environment.Keys.Where(IsOurs).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return new RunningProgram(process);
    }

    /// <summary>Asks it to stop, as a service manager does; answers its exit code.</summary>
    public async Task<int> Stop()
    {
        using Process kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        return await Exit("its stop on SIGTERM", Waits.Limit);
    }

    /// <summary>Ends it at once: kill -9.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await Exit("its end by SIGKILL", Waits.Limit);
    }

    /// <summary>Waits for its end; answers its exit code.</summary>
    public async Task<int> Exit(string phase, TimeSpan patience)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(patience, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{phase}: not within {patience.TotalSeconds:0} s. The program printed:\n{Output.Text}");
        }

        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await Kill();
        }

        await _reading;
        Alive.TryRemove(Id, out _);
        _process.Dispose();
    }

    // Keys of model providers count as ours: the system reads them.
    private static bool IsOurs(string name) =>
        name.StartsWith("MOLTBOT_", StringComparison.Ordinal) || name.StartsWith("OPENCLAW_", StringComparison.Ordinal)
        || name.StartsWith("CLAWDBOT_", StringComparison.Ordinal) || name.EndsWith("_API_KEY", StringComparison.Ordinal)
        || name.EndsWith("_BOT_TOKEN", StringComparison.Ordinal);

    private async Task ReadAll()
    {
        await Task.WhenAll(Output.Read(_process.StandardOutput), Output.Read(_process.StandardError));
        Output.End();
    }
}
