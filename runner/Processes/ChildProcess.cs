using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Moltbot.Runner.Processes;

/// <summary>Runs one program to its end. The only place of the product that starts any.</summary>
internal static class ChildProcess
{
    private const int MaxErrors = 4096;

    /// <summary>
    /// Runs it. When it is ended early, what it started in its process-id namespace is dead before this returns.
    /// </summary>
    /// <param name="request">The program.</param>
    /// <param name="deadline">Ends it for taking too long.</param>
    /// <param name="cancelled">Ends it because nobody waits.</param>
    public static async Task<ProcessEnd> Run(ProcessRequest request, CancellationToken deadline, CancellationToken cancelled)
    {
        if (cancelled.IsCancellationRequested || deadline.IsCancellationRequested)
        {
            return NotRun(cancelled.IsCancellationRequested ? ProcessEnding.Cancelled : ProcessEnding.TimedOut, "");
        }

        Process process;
        try
        {
            process = await Spawner.Run(() => Start(request));
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException or IOException)
        {
            return NotRun(ProcessEnding.NotStarted, failure.Message);
        }

        using (process)
        {
            var output = new OutputWindow(request.Output is null ? request.MaxChars : 1, request.KeepsEnd);
            var errors = new OutputWindow(MaxErrors, keepsEnd: false);
            using var flood = new CancellationTokenSource();
            using var over = CancellationTokenSource.CreateLinkedTokenSource(deadline, cancelled, flood.Token);
            using var ended = new CancellationTokenSource();
            var budget = new OutputBudget(request.MaxBytes, flood);
            Task<bool> isMarked;
            var ender = Task.CompletedTask;
            // Whatever ends it, it is ended once: a second look at its children could meet numbers that are others' by then.
            await using (over.Token.UnsafeRegister(_ => ender = request.End is { } end ? EndBy(end, process, ended.Token) : End(process), null))
            {
                isMarked = Attend(process, request, errors, budget, over.Token, ended.Token);
                var read = ProcessPipes.Read(process.StandardOutput.BaseStream, request.Output ?? output, budget, ended.Token);
                await process.WaitForExitAsync(CancellationToken.None);
                await ended.CancelAsync();
                await Task.WhenAll(isMarked, read);
            }

            await ender;
            var ending = cancelled.IsCancellationRequested ? ProcessEnding.Cancelled
                : deadline.IsCancellationRequested ? ProcessEnding.TimedOut
                : flood.IsCancellationRequested ? ProcessEnding.Flooded
                : ProcessEnding.Exited;
            return new ProcessEnd(ending, process.ExitCode, output.End(), errors.End().Text, await isMarked);
        }
    }

    /// <summary>Waits for the mark, if there is to be one, gives the program what it reads, and takes its errors; whether there was one.</summary>
    private static async Task<bool> Attend(Process process, ProcessRequest request, OutputWindow errors, OutputBudget budget, CancellationToken over, CancellationToken ended)
    {
        var (stream, input) = (process.StandardError.BaseStream, request.Input);
        if (request.Mark is { } mark)
        {
            // What is to end is not told to go on.
            if (await ProcessPipes.ReadMark(stream, mark, request.BeforeMark, errors, ended) && !over.IsCancellationRequested)
            {
                input = (byte[])[(byte)'\n', .. input.Span];
            }
            else
            {
                process.StandardInput.Close();
                await ProcessPipes.Read(stream, errors, budget, ended);
                return false;
            }
        }

        await Task.WhenAll(ProcessPipes.Write(process.StandardInput.BaseStream, input, request.More, ended), ProcessPipes.Read(stream, errors, budget, ended));
        return request.Mark is not null;
    }

    private static ProcessEnd NotRun(ProcessEnding ending, string why) => new(ending, -1, new KeptText("", Truncated: false), why, IsMarked: false);

    private static Process Start(ProcessRequest request)
    {
        var start = new ProcessStartInfo(request.Argv[0], request.Argv.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        // Bubblewrap hands none on, but what a process got can be read in /proc by whoever sees that process.
        start.Environment.Clear();
        foreach (var (name, value) in request.Environment)
        {
            start.Environment[name] = value;
        }

        LibC.CloseFilesOnExec();
        LibC.LeaveKeyring();
        return Process.Start(start) ?? throw new InvalidOperationException("nothing was started");
    }

    /// <summary>
    /// Kills the child's children, the first process of the namespace: the kernel ends all others in it before that one counts as dead, and
    /// the child waits for it. Killing the child itself would return while they still run.
    /// </summary>
    private static Task End(Process process)
    {
        try
        {
            if (process.HasExited)
            {
                return Task.CompletedTask;
            }

            // It must not get another child between being looked at and being ended.
            _ = LibC.Kill(process.Id, LibC.SigStop);
            var children = Children(process.Id);
            foreach (var child in children)
            {
                _ = LibC.Kill(child, LibC.SigKill);
            }

            if (children.Length == 0)
            {
                process.Kill();
            }

            _ = LibC.Kill(process.Id, LibC.SigCont);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself meanwhile.
        }

        return Task.CompletedTask;
    }

    private static async Task EndBy(Func<CancellationToken, Task> end, Process process, CancellationToken ended)
    {
        await end(ended);
        try
        {
            if (!ended.IsCancellationRequested)
            {
                process.Kill();
            }
        }
        catch (InvalidOperationException)
        {
            // It ended by itself meanwhile.
        }
    }

    private static int[] Children(int process)
    {
        try
        {
            return
            [
                .. File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task/{process}/children"))
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(static child => int.Parse(child, CultureInfo.InvariantCulture)),
            ];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
