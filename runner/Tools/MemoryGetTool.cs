using Moltbot.Policy.Workspaces;
using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Tools;

/// <summary><c>memory_get</c>: a file of an agent's memory, or some lines of it; no other file, and none by a link.</summary>
internal sealed class MemoryGetTool : IRunnerTool
{
    /// <inheritdoc/>
    public string Name => "memory_get";

    /// <inheritdoc/>
    public Task<ToolRunResult> Run(ToolCall call)
    {
        var path = call.Arguments.Text("path");
        if (!MemoryFiles.Include(path))
        {
            throw new ToolRefusal($"that is no file of the memory; there are {MemoryFiles.Allowed}, named as memory_search names them");
        }

        return FileLines.Read(
            call, FileScripts.ReadOwn, $"{MemoryScripts.RootOf(call.Place)}/{path}", path, call.Arguments.Count("from") ?? 1, call.Arguments.Count("lines"), "from");
    }
}
