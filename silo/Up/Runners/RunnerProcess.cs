using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Moltbot.Silo.Up.Runners;

/// <summary>
/// A runner as a child of this process: with none of its variables, and at the other end of a pipe whose end it ends with, however
/// this process ends.
/// </summary>
internal sealed class RunnerProcess : IDisposable
{
    private readonly Process _process;

    private RunnerProcess(Process process) => _process = process;

    /// <summary>Starts one.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments; none of them is secret, since all users of the machine see them.</param>
    /// <param name="home">Its home folder.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static RunnerProcess Start(string program, IEnumerable<string> arguments, string home)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = home,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["HOME"] = home;
        start.Environment["LANG"] = "C.UTF-8";

        // Where this process found the runtime, the other finds it.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return new RunnerProcess(Process.Start(start)!);
    }

    /// <summary>Gives it its token, tells each line that it prints, and waits for its end; answers its exit code.</summary>
    public async Task<int> Run(string token, Action<string> tell)
    {
        Task told = Task.WhenAll(Tell(_process.StandardOutput, tell), Tell(_process.StandardError, tell));
        try
        {
            await _process.StandardInput.WriteLineAsync(token);
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It has ended already.
        }

        await _process.WaitForExitAsync();
        await told;
        return _process.ExitCode;
    }

    /// <summary>Asks it to end, by closing the pipe.</summary>
    public void Release()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            // It has ended already.
        }
    }

    /// <summary>Ends it.</summary>
    public void Kill() => _process.Kill();

    public void Dispose() => _process.Dispose();

    private static async Task Tell(StreamReader stream, Action<string> tell)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            tell(line);
        }
    }
}
