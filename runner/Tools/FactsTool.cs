using Moltbot.Protocol.Runners;
using Moltbot.Runner.Sandboxes;

namespace Moltbot.Runner.Tools;

/// <summary>
/// <c>tools.resolve</c>: what the words of a command mean where it would run. It is asked by whoever read the command; nothing is read of it
/// here, and nothing of it runs.
/// </summary>
internal sealed class FactsTool : IRunnerTool
{
    private const int MaxWord = 4096;
    private const int NoFolder = 125;

    /// <inheritdoc/>
    public string Name => "resolve";

    /// <inheritdoc/>
    public async Task<ToolRunResult> Run(ToolCall call)
    {
        var lookup = call.Params.Lookup!;
        if (lookup.Programs.Count is 0 or > ToolLookup.MaxWords || lookup.Scripts.Count > ToolLookup.MaxWords
            || lookup.Programs.Concat(lookup.Scripts).Any(static word => word.Length is 0 or > MaxWord || word.Contains('\0', StringComparison.Ordinal)))
        {
            throw new ToolRefusal("there are too many words to look for, or one is none");
        }

        var folder = SandboxPath.Of(ExecTool.FolderOf(call.Arguments) ?? SandboxPlace.WorkspacePath, call.Place);
        var end = await call.Start(FactScript.Command(folder, lookup), ToolRunParams.MaxOutput * 4);
        return end.ExitCode == NoFolder ? throw new ToolRefusal($"there is no folder {folder}")
            : end.ExitCode == 0 && !end.Output.Truncated && FactScript.Read(end.Output.Text, lookup) is { } facts ? call.Done("") with { Facts = facts }
            : throw new ToolRefusal("what the command means could not be found out");
    }
}
