using System.Globalization;
using System.Text;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Processes;
using Moltbot.Runner.Sandboxes;

namespace Moltbot.Runner.Tools;

/// <summary>
/// <c>exec</c>: a program or a command line. Where the context says what is started, that is started and nothing else; a command is only run as
/// it is written where the session's policy has a sandbox for it.
/// </summary>
internal sealed class ExecTool(KeptExec kept, TimeProvider time) : IRunnerTool
{
    // Room for the line that says how it ended.
    private const int NoticeLength = 100;

    /// <summary>Bytes of one word of what is started; Linux takes 128 KiB with the word's end (<c>MAX_ARG_STRLEN</c>).</summary>
    private const int MaxWordBytes = 131_071;

    /// <summary>Bytes of all words: half of what the smallest stack that is usual (8 MiB) leaves room for.</summary>
    private const int MaxBytes = 1 << 20;

    /// <summary>What a call may ask for that is decided elsewhere or not done here: dropped unsaid it would seem to be done.</summary>
    private static readonly string[] NotDone = ["pty", "elevated"];

    /// <inheritdoc/>
    public string Name => "exec";

    /// <inheritdoc/>
    public async Task<ToolRunResult> Run(ToolCall call)
    {
        foreach (var name in NotDone)
        {
            if (call.Arguments.Flag(name))
            {
                throw new ToolRefusal($"\"{name}\" is not offered here");
            }
        }

        var folder = SandboxPath.Of(call.Params.Context.Cwd ?? FolderOf(call.Arguments) ?? SandboxPlace.WorkspacePath, call.Place);
        var request = new SandboxRequest(
            call.Place,
            ["/bin/sh", "-c", "exec 2>&1; cd -- \"$1\" || exit 125; unset OLDPWD; shift; exec \"$@\"", "sh", folder, .. Checked(Program(call))])
        {
            MaxChars = Math.Max(1, call.Params.MaxOutputChars - NoticeLength),
            KeepsEnd = true,
            Longest = TimeSpan.FromMilliseconds(call.Params.TimeoutMs),
        };
        if (KeptExec.IsAskedFor(call))
        {
            return await kept.Run(call, request);
        }

        using var own = call.Arguments.Count("timeout") is { } seconds ? new CancellationTokenSource(TimeSpan.FromSeconds(Math.Min(seconds, ToolRunParams.MaxTimeoutMs / 1000)), time) : new();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(call.Deadline, own.Token);
        var end = await call.Sandbox.Run(request, deadline.Token, call.Cancelled);
        return end.Ending == ProcessEnding.Exited ? Result(end) : throw new SandboxFailure(end);
    }

    /// <summary>The folder as a model wrote it; null where it wrote none.</summary>
    /// <exception cref="ToolRefusal">It is no text.</exception>
    public static string? FolderOf(ToolArguments arguments) => arguments.OptionalText("workdir", "cwd");

    private static IReadOnlyList<string> Program(ToolCall call)
    {
        if (call.Params.Context.ExecSteps is { } steps)
        {
            return ExecScript.Of(steps, call.Params.Context.ExecFiles ?? [], call.Params.Context.Cwd);
        }

        if (!call.Params.Context.Sandboxed)
        {
            throw new ToolRefusal("nothing was decided about this command, and the session is not sandboxed");
        }

        var command = call.Arguments.OptionalText("command");
        return call.Arguments.Texts("argv") switch
        {
            null when command is not null => ["/bin/sh", "-c", command],
            { } argv when command is null => IsProgram(argv[0]) ? argv : throw new ToolRefusal("the first word of \"argv\" is no program"),
            _ => throw new ToolRefusal("either \"command\" or \"argv\" has to be given"),
        };
    }

    private static IReadOnlyList<string> Checked(IReadOnlyList<string> words)
    {
        var lengths = words.Select(Encoding.UTF8.GetByteCount).ToList();
        return lengths.Max() <= MaxWordBytes && lengths.Sum() <= MaxBytes
            ? words
            : throw new ToolRefusal($"the command is too long: {lengths.Sum()} bytes; write it to a file of the workspace and run that");
    }

    // A shell takes the others for options or variables.
    private static bool IsProgram(string word) => word.Length > 0 && word[0] != '-' && !word.Contains('=', StringComparison.Ordinal);

    /// <summary>How a program that ended by itself is told.</summary>
    public static ToolRunResult Result(SandboxEnd end) => new()
    {
        Text = end.ExitCode == 0
            ? end.Output.Text.Length == 0 ? "(no output)" : end.Output.Text
            : string.Create(CultureInfo.InvariantCulture, $"{end.Output.Text}\n[exit code {end.ExitCode}]"),
        IsError = end.ExitCode != 0,
        Outcome = ToolOutcomes.Done,
        ExitCode = end.ExitCode,
        Truncated = end.Output.Truncated,
    };
}
