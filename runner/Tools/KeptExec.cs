using System.Globalization;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Processes;
using Moltbot.Runner.Programs;
using Moltbot.Runner.Sandboxes;

namespace Moltbot.Runner.Tools;

/// <summary>
/// <c>exec</c> whose program may outlive its call: at once with <c>background</c>, or when it has not ended within <c>yieldMs</c>. It stands in
/// the same sandbox and was decided on like every other; what it may take up is bounded.
/// </summary>
internal sealed class KeptExec(KeptPrograms programs, TimeProvider time)
{
    /// <summary>Longest wait before a program is left to itself, milliseconds.</summary>
    private const int MaxYieldMs = 120_000;

    // Room for the lines that say how it goes on.
    private const int NoticeLength = 300;

    /// <summary>Whether a call asks for that.</summary>
    public static bool IsAskedFor(ToolCall call) =>
        call.Arguments.Flag("background") || (call.Arguments.Count("yieldMs", "yield_ms") is not null && ProgramOwner.Of(call.Params.Context) is not null);

    /// <summary>Begins it, and waits as long as it was asked to.</summary>
    public async Task<ToolRunResult> Run(ToolCall call, SandboxRequest request)
    {
        var owner = ProgramOwner.Of(call.Params.Context) ?? throw new ToolRefusal("\"background\" is not offered here");
        var wait = call.Arguments.Flag("background") ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Min(call.Arguments.Count("yieldMs", "yield_ms") ?? 0, MaxYieldMs));
        var age = call.Arguments.Count("timeout") is { } seconds ? TimeSpan.FromSeconds(seconds) : programs.Limits.Age;
        if (call.Cancelled.IsCancellationRequested || call.Deadline.IsCancellationRequested)
        {
            throw new SandboxFailure(new SandboxEnd(call.Cancelled.IsCancellationRequested ? ProcessEnding.Cancelled : ProcessEnding.TimedOut, -1, new KeptText("", Truncated: false), ""));
        }

        // What was decided on as it stands is given nothing to read: that could be another command.
        var program = programs.Begin(owner, CommandOf(call), age, call.Params.Context.ExecSteps is null, call.Sandbox, request);
        if (await EndsWithin(program, wait, call))
        {
            programs.Forget(program);
            var end = (await program.Ended) with { Output = program.Log.Read(Math.Max(1, call.Params.MaxOutputChars - NoticeLength)) };
            if (end.Ending == ProcessEnding.Cancelled && !call.Cancelled.IsCancellationRequested)
            {
                end = end with { Ending = ProcessEnding.TimedOut };
            }

            return end.Ending == ProcessEnding.Exited ? ExecTool.Result(end) : throw new SandboxFailure(end);
        }

        var said = program.Log.Read(Math.Max(1, call.Params.MaxOutputChars - NoticeLength));
        return call.Done(
            string.Create(CultureInfo.InvariantCulture, $"{Lines(said.Text)}Command still running (session {program.Id}). Use process (list, poll, write, kill) for follow-up; it is ended {program.LongestAge.TotalSeconds:0} s after its begin at the latest."),
            said.Truncated);
    }

    /// <summary>Whether it ends in time. Where nobody waits for the call any more, it is ended too.</summary>
    private async Task<bool> EndsWithin(KeptProgram program, TimeSpan wait, ToolCall call)
    {
        if (wait > TimeSpan.Zero)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(call.Cancelled, call.Deadline);
            try
            {
                await program.Ended.WaitAsync(wait, time, either.Token);
            }
            catch (TimeoutException)
            {
                // It is left to itself.
            }
            catch (OperationCanceledException)
            {
                await program.Kill();
            }
        }

        return program.Ended.IsCompleted;
    }

    private static string CommandOf(ToolCall call) => call.Arguments.OptionalText("command") ?? string.Join(' ', call.Arguments.Texts("argv") ?? []);

    private static string Lines(string text) => text.Length == 0 || text.EndsWith('\n') ? text : text + "\n";
}
