using System.Runtime.InteropServices;
using Moltbot.Identity;
using Moltbot.Runner.Connection;
using Moltbot.Runner.Tools;

namespace Moltbot.Runner;

/// <summary>The program: from its arguments to a connection that is kept until somebody ends it.</summary>
internal static class Program
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static async Task<int> Main(string[] args)
    {
        try
        {
            await Serve(RunnerArguments.Parse(args, Environment.MachineName));
            return ExitCodes.Ok;
        }
        catch (RunnerFailure failure)
        {
            await (failure.ExitCode == ExitCodes.Ok ? Console.Out : Console.Error).WriteLineAsync(failure.Message);
            return failure.ExitCode;
        }
    }

    private static async Task Serve(RunnerArguments arguments)
    {
        var time = TimeProvider.System;
        var notices = new Notices(Console.Error);
        using var ending = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        var options = new RunnerOptions { State = arguments.State, BackEnd = arguments.BackEnd };
        var device = Own(arguments.State, time);
        var token = await TokenOf(arguments, ending);
        using var alone = LockOf(arguments.State);
        var executor = new ToolExecutor(options, time, notices.For<ToolExecutor>());
        var kept = arguments.TokenFile == RunnerArguments.StandardInput ? null : new DeviceTokenFile(InIdentity(arguments.State, "device-auth.json"), device.Id);
        try
        {
            var looking = Look(executor, notices, ending.Token);
            executor.BeginPruning();
            await new RunnerClient(arguments, device, new RunnerTokens(token, kept, arguments.Url), executor.Run, executor.End, executor.Sandboxes, executor.Workspace, notices, time).Run(ending.Token);
            await looking;
        }
        finally
        {
            await executor.End();
        }

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ending.Cancel();
        }
    }

    /// <summary>Says it at once where no sandbox can be had, not with the first call.</summary>
    private static async Task Look(ToolExecutor executor, Notices notices, CancellationToken ending)
    {
        try
        {
            if (await executor.Problem(ending) is { } problem)
            {
                notices.Say($"{problem}. Every call is refused until that is mended: nothing runs outside of a sandbox.");
            }
        }
        catch (OperationCanceledException)
        {
            // It ends before it began.
        }
    }

    private static DeviceIdentity Own(string state, TimeProvider time)
    {
        try
        {
            Directory.CreateDirectory(state, OwnerOnly);
            return DeviceIdentityFile.LoadOrCreate(InIdentity(state, "device.json"), time);
        }
        catch (BrokenIdentityException broken)
        {
            throw new RunnerFailure(ExitCodes.Configuration, $"{broken.Message}; {BrokenIdentityException.Hint}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RunnerFailure(ExitCodes.Configuration, $"the state folder {state} cannot be used: {problem.Message}");
        }
    }

    /// <summary>Says that the state folder is this runner's alone: what two of them keep in it neither would know to be in use.</summary>
    private static FileStream LockOf(string state)
    {
        try
        {
            return new FileStream(Path.Combine(state, "runner.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RunnerFailure(ExitCodes.Configuration, $"another runner uses the state folder {state} ({problem.Message}); give each its own with --state");
        }
    }

    /// <summary>The token. Whoever gives it on the standard input holds the other end, and the runner ends when that is closed.</summary>
    private static async Task<string> TokenOf(RunnerArguments arguments, CancellationTokenSource ending)
    {
        try
        {
            if (arguments.TokenFile != RunnerArguments.StandardInput)
            {
                return Checked(await File.ReadAllTextAsync(arguments.TokenFile, ending.Token), arguments.TokenFile);
            }

            var input = new StreamReader(Console.OpenStandardInput());
            var token = Checked(await input.ReadLineAsync(ending.Token) ?? "", "the standard input");
            _ = EndWith(input, ending);
            return token;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RunnerFailure(ExitCodes.Configuration, $"the token file {arguments.TokenFile} cannot be read: {problem.Message}");
        }
    }

    private static async Task EndWith(StreamReader input, CancellationTokenSource ending)
    {
        try
        {
            while (await input.ReadLineAsync(CancellationToken.None) is not null)
            {
                // Nothing more is said this way.
            }
        }
        catch (IOException)
        {
            // An end like another.
        }

        await ending.CancelAsync();
    }

    private static string Checked(string text, string place) => text.Trim() is { Length: > 0 } token
        ? token
        : throw new RunnerFailure(ExitCodes.Configuration, $"{place} holds no token");

    private static string InIdentity(string state, string file) => Path.Combine(state, "identity", file);
}
