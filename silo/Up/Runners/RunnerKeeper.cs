using System.ComponentModel;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces;
using Moltbot.Identity;
using Moltbot.Policy.Nodes;
using Moltbot.Policy.Sandboxes;

namespace Moltbot.Silo.Up.Runners;

/// <summary>
/// Keeps one runner beside the gateway while the configuration lets nodes run tools: paired, started, and started again when it ends, after a wait
/// that doubles each time.
/// </summary>
/// <param name="program">The runner's program.</param>
/// <param name="gateway">Where it connects to.</param>
/// <param name="fingerprint">The gateway's certificate; null without TLS.</param>
/// <param name="state">Its state folder.</param>
/// <param name="backEnd">What makes its sandboxes.</param>
/// <param name="grains">The grains.</param>
/// <param name="views">What is allowed now.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it is told what became of it, and what it says.</param>
internal sealed partial class RunnerKeeper(
    string program, string gateway, string? fingerprint, string state, SandboxBackEnd backEnd, IGrainFactory grains, ITenantViews views, TimeProvider time, ILogger<RunnerKeeper> logger)
{
    /// <summary>What people see it as.</summary>
    public const string Name = "runner of up";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1), LongestWait = TimeSpan.FromMinutes(1), Farewell = TimeSpan.FromSeconds(5);

    /// <summary>After this long a run counts as a success.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    private readonly RunnerPairing _pairing = new(grains, Path.Combine(state, "identity", "device.json"), time);

    /// <summary>Runs until it is stopped; the runner has ended then.</summary>
    public async Task Run(CancellationToken stopping)
    {
        TimeSpan wait = Interval;
        try
        {
            while (true)
            {
                if (await IsWanted())
                {
                    long since = time.GetTimestamp();
                    await RunOnce(stopping);
                    wait = time.GetElapsedTime(since) > Settled ? Interval : TimeSpan.FromTicks(Math.Min(2 * wait.Ticks, LongestWait.Ticks));
                }
                else
                {
                    wait = Interval;
                }

                await Task.Delay(wait, time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // As asked.
        }
    }

    /// <summary>Whether an operator lets nodes run tools. Another runner may then do so as well as this one.</summary>
    private async Task<bool> IsWanted()
    {
        try
        {
            var nodes = (await views.Configuration(TenantId.Default)).Gateway.Nodes;
            return NodeCommands.Allowed(NodePlatform.Linux, nodes.AllowCommands, nodes.DenyCommands).Contains(NodeCommands.ToolsRun, StringComparer.Ordinal);
        }
        catch (Exception problem)
        {
            LogNotStarted(problem.Message);
            return false;
        }
    }

    private async Task RunOnce(CancellationToken stopping)
    {
        try
        {
            if (await _pairing.NewToken() is not { } token)
            {
                LogTakenBack();
                return;
            }

            stopping.ThrowIfCancellationRequested();
            using RunnerProcess runner = RunnerProcess.Start(program, Arguments(), state);
            Task<int> running = runner.Run(token, LogSaid);
            await using (stopping.UnsafeRegister(static child => ((RunnerProcess)child!).Release(), runner))
            {
                await Ended(runner, running, stopping);
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            LogNotStarted(problem is Win32Exception or BrokenIdentityException ? $"{program}: {problem.Message}" : problem.ToString());
        }
    }

    private async Task Ended(RunnerProcess runner, Task<int> running, CancellationToken stopping)
    {
        try
        {
            LogEnded(await running.WaitAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            try
            {
                await running.WaitAsync(Farewell, time);
            }
            catch (TimeoutException)
            {
                runner.Kill();
                await running;
            }
        }
    }

    private string[] Arguments() =>
    [
        "--url", gateway, "--token-file", "-", "--state", state, "--name", Name, .. fingerprint is null ? (string[])[] : ["--tls-fingerprint", fingerprint],
        .. backEnd.Arguments,
    ];

    [LoggerMessage(Level = LogLevel.Information, Message = "{Line}")]
    private partial void LogSaid(string line);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The runner ended with {ExitCode}; it is started again")]
    private partial void LogEnded(int exitCode);

    [LoggerMessage(Level = LogLevel.Error, Message = "The runner could not be started; agents have no tools: {Reason}")]
    private partial void LogNotStarted(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The runner's device was revoked by an operator, so it is not started; agents have no tools of this machine")]
    private partial void LogTakenBack();
}
