using System.Globalization;
using System.Text;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Processes;
using Moltbot.Runner.Programs;
using Moltbot.Runner.Sandboxes;

namespace Moltbot.Runner.Tools;

/// <summary><c>process</c>: looks after the programs that the conversation began with <c>exec</c>; those of others are not there.</summary>
internal sealed class ProcessTool(KeptPrograms programs, TimeProvider time) : IRunnerTool
{
    /// <summary>Longest wait of one look, seconds.</summary>
    private const int MaxWait = 50;

    // Room for the line that says how it goes on.
    private const int NoticeLength = 200;

    /// <summary>Characters of a command that a list shows.</summary>
    private const int MaxCommand = 120;

    /// <inheritdoc/>
    public string Name => "process";

    /// <inheritdoc/>
    public Task<ToolRunResult> Run(ToolCall call)
    {
        var owner = ProgramOwner.Of(call.Params.Context) ?? throw new ToolRefusal("programs that outlive their call are not offered here");
        return call.Arguments.Text("action") switch
        {
            "list" => Task.FromResult(List(call, owner)),
            "poll" => Poll(call, Find(call, owner)),
            "write" => Task.FromResult(Write(call, Find(call, owner))),
            "kill" => Kill(call, Find(call, owner)),
            _ => throw new ToolRefusal("\"action\" is list, poll, write or kill"),
        };
    }

    private KeptProgram Find(ToolCall call, ProgramOwner owner)
    {
        var id = call.Arguments.Text("sessionId", "session_id", "id");
        // The same for another's as for none: who asks learns nothing of either.
        return programs.Find(owner, id) ?? throw new ToolRefusal($"there is no program {id}");
    }

    private ToolRunResult List(ToolCall call, ProgramOwner owner)
    {
        var all = programs.Of(owner);
        return call.Done(all.Count == 0 ? "No running or recent sessions." : string.Join('\n', all.Select(program => string.Create(
            CultureInfo.InvariantCulture,
            $"{program.Id} {(program.EndedAt is null ? "running" : "ended")} {time.GetElapsedTime(program.BeganAt, program.EndedAt ?? time.GetTimestamp()).TotalSeconds:0}s :: {Short(program.Command)}"))));
    }

    private async Task<ToolRunResult> Poll(ToolCall call, KeptProgram program)
    {
        if (call.Arguments.Count("wait") is { } seconds)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(call.Cancelled, call.Deadline);
            try
            {
                await Task.WhenAny(program.Log.Changed, program.Ended).WaitAsync(TimeSpan.FromSeconds(Math.Min(seconds, MaxWait)), time, either.Token);
            }
            catch (Exception over) when (over is TimeoutException or OperationCanceledException)
            {
                // What there is, is told.
            }
        }

        // In this order: what it wrote last is in the log when it has ended.
        var hasEnded = program.Ended.IsCompleted;
        var said = program.Log.Read(Math.Max(1, call.Params.MaxOutputChars - NoticeLength));
        var text = said.Text.Length > 0 ? said.Text.TrimEnd('\n') : hasEnded ? "(no new output)" : "(no new output yet)";
        if (!hasEnded)
        {
            return call.Done($"{text}\n\nProcess still running.", said.Truncated);
        }

        var end = await program.Ended;
        return new ToolRunResult
        {
            Text = $"{text}\n\n{How(end)}",
            IsError = end.Ending != ProcessEnding.Exited || end.ExitCode != 0,
            Outcome = ToolOutcomes.Done,
            ExitCode = end.Ending == ProcessEnding.Exited ? end.ExitCode : null,
            Truncated = said.Truncated,
        };
    }

    private ToolRunResult Write(ToolCall call, KeptProgram program)
    {
        var data = Encoding.UTF8.GetBytes(call.Arguments.OptionalText("data") ?? "");
        if (data.Length > programs.Limits.InputBytes)
        {
            throw new ToolRefusal($"\"data\" is too long: {data.Length} bytes, at most {programs.Limits.InputBytes}");
        }

        if (program.EndedAt is not null)
        {
            return call.Failed($"program {program.Id} has ended");
        }

        if (data.Length > 0 && !program.Write(data))
        {
            return call.Failed($"program {program.Id} does not read what it was given before, or takes no more");
        }

        if (call.Arguments.Flag("eof"))
        {
            program.CloseInput();
        }

        return call.Done($"Wrote {data.Length} bytes to session {program.Id}{(call.Arguments.Flag("eof") ? " and closed its input" : "")}.");
    }

    private async Task<ToolRunResult> Kill(ToolCall call, KeptProgram program)
    {
        var ran = program.EndedAt is null;
        await program.Kill();
        programs.Forget(program);
        return call.Done(ran ? $"Killed session {program.Id}." : $"Session {program.Id} had ended; it is forgotten.");
    }

    private static string How(SandboxEnd end) => end.Ending switch
    {
        ProcessEnding.Exited => string.Create(CultureInfo.InvariantCulture, $"Process exited with code {end.ExitCode}."),
        ProcessEnding.TimedOut => "Process took too long and was ended.",
        ProcessEnding.Flooded => "Process wrote too much and was ended.",
        ProcessEnding.NotStarted => "No sandbox could be had; nothing ran.",
        ProcessEnding.Lost => "Process was lost; how it ended is not known.",
        _ => "Process was ended.",
    };

    private static string Short(string command)
    {
        var line = string.Concat(command.Select(static each => char.IsControl(each) ? ' ' : each));
        return line.Length <= MaxCommand ? line : line[..MaxCommand] + "…";
    }
}
